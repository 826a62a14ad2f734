import type { Sql } from '../../platform/database/database.js';

/** How many of each kind want to leave by a provider, or may. */
export interface Turns {
  /** Critical: before all others. */
  urgent: number;
  /** Those that had been promised a turn. */
  promised: number;
  ordinary: number;
}

export interface Granted extends Turns {
  /** In how many milliseconds the turns of new ones begin that have to wait. */
  newInMs: number;
}

/**
 * Takes what the rate lets leave at this moment: a second's worth at most, of all processes together, which wait for
 * one another at the row. New ones take nothing as long as others have a promise, but queue up behind these.
 * Nothing where the provider has no row yet. Index: provider_states_pkey.
 */
export async function takeTokens(
  sql: Sql,
  provider: string,
  rate: number,
  { urgent, promised, ordinary }: Turns,
): Promise<Granted | undefined> {
  const [row] = await sql.query<Granted>(
    `WITH found AS MATERIALIZED (SELECT * FROM provider_states WHERE provider = $1 FOR UPDATE),
     filled AS MATERIALIZED (
       SELECT at, promised_until,
              LEAST(GREATEST($2::float8, 1), tokens + $2 * GREATEST(extract(epoch FROM at - refilled_at)::float8, 0)) AS tokens
         FROM (SELECT found.*, clock_timestamp() AS at FROM found OFFSET 0) AS now_held
     ),
     first AS (SELECT filled.*, LEAST($3::int, floor(tokens)::int) AS urgent FROM filled),
     second AS (SELECT first.*, LEAST($4::int, floor(tokens)::int - urgent) AS promised FROM first),
     granted AS (
       SELECT second.*, CASE WHEN promised_until <= at THEN LEAST($5::int, floor(tokens)::int - urgent - promised) ELSE 0 END AS ordinary,
              GREATEST(promised_until, at + ($3 + $4 - urgent - promised) / $2 * interval '1 second') AS new_from
         FROM second
     )
     UPDATE provider_states
        SET tokens = granted.tokens - urgent - promised - ordinary, refilled_at = at,
            promised_until = new_from + ($5 - ordinary) / $2 * interval '1 second'
       FROM granted
      WHERE provider_states.provider = $1
     RETURNING urgent, promised, ordinary, extract(epoch FROM new_from - at)::float8 * 1000 AS "newInMs"`,
    [provider, rate, urgent, promised, ordinary],
  );
  return row;
}

/** Its first second is a full one. Index: provider_states_pkey. */
export async function makeBucket(sql: Sql, provider: string, rate: number): Promise<void> {
  await sql.query(
    `INSERT INTO provider_states (provider, tokens) VALUES ($1, GREATEST($2::float8, 1)) ON CONFLICT (provider) DO NOTHING`,
    [provider, rate],
  );
}
