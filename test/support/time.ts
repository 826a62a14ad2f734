import { Pool } from 'pg';
import { expect } from 'vitest';
import { afterFile } from './after-file.js';
import { eventually } from './eventually.js';

/** How long an application may take to do what has become due: a tick comes every second. */
const PATIENCE = { timeout: 15_000, every: 50 };

export interface TestTime {
  /** What `now()` answers in this database. */
  now(): Promise<Date>;
  /** Lets a while go by, as `10 minutes`. All that is due by then is done when this returns, each at its time. */
  pass(duration: string): Promise<void>;
  /** The same until a moment that has not been yet. */
  until(moment: Date): Promise<void>;
}

/**
 * A time of its own for a test database, which goes on by itself and can be moved ahead. All times come from the
 * database's clock, so this gives it another `now()`, in front of the real one on the search path of whoever
 * connects from here on: call it before the application starts. What a column gets by default, ids and
 * JavaScript's clock stay with the real time, and so do queues on PostgreSQL, which set a search path of their own.
 */
export async function testTime(databaseUrl: string): Promise<TestTime> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1, application_name: 'time in the test' });
  afterFile(() => pool.end());
  await pool.query(OWN_TIME);

  const moment = async (sql: string, ...values: unknown[]) =>
    (await pool.query<{ at: Date | null }>(`SELECT ${sql} AS at`, values)).rows[0]?.at ?? null;
  const now = async () => (await moment('munadi_time.now()')) ?? new Date(NaN);
  const allDone = () =>
    eventually(async () => {
      const { rows } = await pool.query(`${DUE} <= munadi_time.now() LIMIT 10`);
      expect(rows, 'what is due and not done').toEqual([]);
    }, PATIENCE);

  const until = async (end: Date) => {
    if (end < (await now())) throw new Error(`Time does not go back: ${end.toISOString()} has been.`);
    for (;;) {
      // Whoever has something in hand keeps the lease: a jump would end it.
      await allDone();
      const next = await moment(`(SELECT min(at) FROM (${DUE} <= $1) AS due)`, end);
      await pool.query(
        `UPDATE munadi_time.clock SET ahead = ahead + GREATEST($1 - munadi_time.now(), interval '0')`,
        [next ?? end],
      );
      if (!next) return;
    }
  };
  return {
    now,
    until,
    pass: async (duration) =>
      until((await moment('munadi_time.now() + $1::interval', duration)) ?? new Date(NaN)),
  };
}

const OWN_TIME = `
  CREATE SCHEMA munadi_time;
  CREATE TABLE munadi_time.clock (ahead interval NOT NULL);
  INSERT INTO munadi_time.clock VALUES ('0');
  CREATE FUNCTION munadi_time.now() RETURNS timestamptz LANGUAGE sql STABLE
    AS 'SELECT pg_catalog.now() + ahead FROM munadi_time.clock';
  DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = munadi_time, public, pg_catalog', current_database());
  END $$`;

/** What there is to do and when, for a condition on that to follow; what is in hand is to be done at once. */
const DUE = `
  SELECT * FROM (
    SELECT name AS what, munadi_time.now() AS at FROM domain_events WHERE relayed_at IS NULL AND failed_at IS NULL
    UNION ALL
    SELECT 'message ' || state, CASE state WHEN 'SCHEDULED' THEN scheduled_for ELSE munadi_time.now() END FROM messages
     WHERE state IN ('SCHEDULED', 'FANNING_OUT')
    UNION ALL
    SELECT concat_ws(' ', channel, status), CASE WHEN status IN ('SCHEDULED', 'RETRYING') THEN due_at ELSE munadi_time.now() END
      FROM deliveries WHERE status IN ('PENDING', 'SENDING') OR status IN ('SCHEDULED', 'RETRYING') AND digest_id IS NULL
    UNION ALL
    SELECT 'digest ' || type, due_at FROM digests WHERE done_at IS NULL
    UNION ALL
    SELECT 'schedule ' || cron, next_at FROM schedules WHERE ended_at IS NULL
  ) AS due WHERE at`;
