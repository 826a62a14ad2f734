import type { Sql } from '../../platform/database/database.js';

export interface ProviderState {
  provider: string;
  downSince: Date | null;
  nextProbeAt: Date | null;
  failedProbes: number;
  reason: string | null;
  promisedUntil: Date | null;
}

/** There are as many rows as providers: it is read from end to end. */
export async function providerStates(sql: Sql): Promise<ProviderState[]> {
  return await sql.query<ProviderState>(
    `SELECT provider, opened_at AS "downSince", probe_at AS "nextProbeAt", trips AS "failedProbes", reason,
            CASE WHEN promised_until > now() THEN promised_until END AS "promisedUntil"
       FROM provider_states`,
  );
}
