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
    CREATE FUNCTION bench.note() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$ BEGIN
      INSERT INTO bench.journal
      VALUES (NEW.message_id, NEW.notification_id, NEW.channel, NEW.status, statement_timestamp(), clock_timestamp(),
              NEW.status = 'SENDING' AND EXISTS (
                SELECT FROM notifications
                 WHERE message_id = NEW.message_id AND id = NEW.notification_id AND read_at IS NOT NULL));
      RETURN NULL;
    END $$;
    CREATE TRIGGER bench_notes AFTER UPDATE ON deliveries FOR EACH ROW
      WHEN (OLD.status <> NEW.status AND NEW.status IN ('PENDING', 'SENDING')) EXECUTE FUNCTION bench.note()`);
}
