import type { Sql } from '../../src/platform/database/database.js';

/**
 * Notes in the database, in the transaction that does it, when deliveries become due and when they are claimed,
 * and of a claim whether a read of its notification had been committed by then.
 */
export async function keepJournal(sql: Sql): Promise<void> {
  await sql.query(`
    CREATE SCHEMA bench;
    CREATE TABLE bench.journal (
      message_id uuid, notification_id uuid, channel channel, became delivery_status,
      began timestamptz, at timestamptz, was_read boolean
    );
    CREATE FUNCTION bench.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO bench.journal
      SELECT message_id, notification_id, channel, new_rows.status, statement_timestamp(), clock_timestamp(),
             new_rows.status = 'SENDING' AND EXISTS (
               SELECT FROM notifications WHERE notifications.message_id = new_rows.message_id
                  AND notifications.id = new_rows.notification_id AND read_at IS NOT NULL)
        FROM new_rows JOIN old_rows USING (message_id, notification_id, channel)
       WHERE old_rows.status <> new_rows.status AND new_rows.status IN ('PENDING', 'SENDING');
      RETURN NULL;
    END $$;
    CREATE TRIGGER bench_notes AFTER UPDATE ON deliveries
      REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bench.note()`);
}
