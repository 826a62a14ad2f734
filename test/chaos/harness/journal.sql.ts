import type { Sql } from '../../../src/platform/database/database.js';
import type { Taken } from './sink.js';

/**
 * What the invariants are read from, in a schema of its own: every change of a delivery's state, written by the
 * database in the same transaction, and what the sink has taken. `at` of a change is when its statement began,
 * which is also what it saw of everybody else's commits.
 */
export async function keepJournal(sql: Sql): Promise<void> {
  await sql.query(`
    CREATE SCHEMA chaos;
    CREATE TABLE chaos.journal (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      delivery_id uuid, was delivery_status, became delivery_status, put_off boolean, at timestamptz
    );
    CREATE INDEX ON chaos.journal (delivery_id, number);
    CREATE TABLE chaos.taken (delivery_id uuid, at timestamptz);
    CREATE INDEX ON chaos.taken (delivery_id);

    CREATE FUNCTION chaos.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO chaos.journal (delivery_id, was, became, put_off, at)
      SELECT id, old_rows.status, new_rows.status,
             new_rows.status = 'RETRYING' AND new_rows.error_code IN ('PROVIDER_DOWN', 'RATE_HELD', 'HELD_UP', 'TOO_SLOW'), statement_timestamp()
        FROM new_rows JOIN old_rows USING (id) WHERE old_rows.status <> new_rows.status;
      RETURN NULL;
    END $$;
    CREATE TRIGGER chaos_notes AFTER UPDATE ON deliveries
      REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION chaos.note()`);
}

export async function copySinkLog(sql: Sql, taken: readonly Taken[]): Promise<void> {
  await sql.query('TRUNCATE chaos.taken');
  await sql.query(
    'INSERT INTO chaos.taken SELECT id, to_timestamp(at / 1000.0) FROM unnest($1::uuid[], $2::float8[]) AS log(id, at)',
    [taken.map(({ deliveryId }) => deliveryId), taken.map(({ at }) => at)],
  );
}
