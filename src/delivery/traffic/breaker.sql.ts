import type { Sql } from '../../platform/database/database.js';

/** Where the news of providers that are opened or closed are told. */
export const PROVIDER_NEWS = 'munadi_providers';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A provider may ask for more patience, as for a single delivery, but not to be asked all the time. */
const [LEAST_PATIENCE_MS, LONGEST_PATIENCE_MS] = [1_000, 60 * 60_000];
/** A probe ends by then; where its process has died, another one may try. */
export const PROBE_MS = 15_000;

/** How long a provider is left alone: as long as it asks, or longer after each probe. */
const waitAfter = (probes: string, patience: string) =>
  `CASE WHEN ${patience} > 0 THEN LEAST(GREATEST(${patience}, ${LEAST_PATIENCE_MS}), ${LONGEST_PATIENCE_MS})
        ELSE LEAST(${FIRST_WAIT_MS} * 2 ^ LEAST(${probes}, 10), ${LONGEST_WAIT_MS}) END * interval '1 millisecond'`;

const TELL = `SELECT pg_notify('${PROVIDER_NEWS}', '') FROM changed`;

/** Nobody asks it any more for a while. Of several that find out at once, one has said it for all. Index: provider_states_pkey. */
export async function openBreaker(
  sql: Sql,
  provider: string,
  reason: string,
  patienceMs: number,
): Promise<boolean> {
  const rows = await sql.query(
    `WITH changed AS (
       INSERT INTO provider_states (provider, opened_at, probe_at, reason)
       VALUES ($1, now(), now() + ${waitAfter('0', '$3::float8')}, $2)
       ON CONFLICT (provider) DO UPDATE
          SET opened_at = now(), probe_at = excluded.probe_at, trips = 0, reason = excluded.reason
        WHERE provider_states.opened_at IS NULL
       RETURNING 1
     ) ${TELL}`,
    [provider, reason, patienceMs],
  );
  return rows.length > 0;
}

/** For exactly one, when it is time: what tells its probe from later ones. Index: provider_states_pkey. */
export async function winProbe(sql: Sql, provider: string): Promise<string | undefined> {
  const [row] = await sql.query<{ probe: string }>(
    `WITH changed AS (
       UPDATE provider_states SET probe_at = now() + ${PROBE_MS} * interval '1 millisecond'
        WHERE provider = $1 AND opened_at IS NOT NULL AND probe_at <= now()
       RETURNING probe_at
     )
     SELECT probe_at::text AS probe, pg_notify('${PROVIDER_NEWS}', '') FROM changed`,
    [provider],
  );
  return row?.probe;
}

/** Each probe that fails doubles the wait, unless another one has begun since. Index: provider_states_pkey. */
export async function probeFailed(
  sql: Sql,
  provider: string,
  probe: string,
  reason: string,
  patienceMs: number,
): Promise<void> {
  await sql.query(
    `WITH changed AS (
       UPDATE provider_states
          SET trips = trips + 1, reason = $3, probe_at = now() + ${waitAfter('trips + 1', '$4::float8')}
        WHERE provider = $1 AND opened_at IS NOT NULL AND probe_at = $2::timestamptz
       RETURNING 1
     ) ${TELL}`,
    [provider, probe, reason, patienceMs],
  );
}

/** Whoever has reached it says so to all. Index: provider_states_pkey. */
export async function closeBreaker(sql: Sql, provider: string): Promise<void> {
  await sql.query(
    `WITH changed AS (
       UPDATE provider_states SET opened_at = NULL, probe_at = NULL, trips = 0, reason = NULL
        WHERE provider = $1 AND opened_at IS NOT NULL
       RETURNING 1
     ) ${TELL}`,
    [provider],
  );
}

/** A provider that nobody asks before its next probe. */
export interface Away {
  provider: string;
  reason: string;
  probeInMs: number;
}

/** There are as many rows as providers: it is read from end to end. */
export async function whoIsAway(sql: Sql): Promise<Away[]> {
  return await sql.query<Away>(
    `SELECT provider, COALESCE(reason, '') AS reason, extract(epoch FROM probe_at - now())::float8 * 1000 AS "probeInMs"
       FROM provider_states WHERE opened_at IS NOT NULL`,
  );
}
