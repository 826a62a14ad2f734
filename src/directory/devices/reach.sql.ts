import type { Sql } from '../../platform/database/database.js';
import type { PushService } from './service.js';

export interface ReachedRow {
  id: string;
  userId: string;
  tokenSealed: string;
  tokenHash: Buffer;
  lastSeenAt: Date;
}

/** A person has a few devices; who registers thousands is rung on those that were seen last. */
const MOST_DEVICES = 20;

/** The devices of all these people that a service rings. Index: devices_user_id_idx. */
export async function devicesOfPeople(
  sql: Sql,
  userIds: readonly string[],
  service: PushService,
): Promise<ReachedRow[]> {
  return await sql.query<ReachedRow>(
    `SELECT devices.id, devices.user_id AS "userId", token_sealed AS "tokenSealed", token_hash AS "tokenHash",
            last_seen_at AS "lastSeenAt"
       FROM unnest($1::uuid[]) AS person (id)
       CROSS JOIN LATERAL (SELECT * FROM devices WHERE user_id = person.id AND service = $2
                            ORDER BY last_seen_at DESC LIMIT $3) AS devices`,
    [userIds, service, MOST_DEVICES],
  );
}

/**
 * Forgets devices that are gone, but none that was registered again since it was looked up: then its service
 * has spoken of what was before. Index: devices_pkey.
 */
export async function forgetDevices(
  sql: Sql,
  devices: readonly Pick<ReachedRow, 'id' | 'tokenHash' | 'lastSeenAt'>[],
): Promise<void> {
  await sql.query(
    `DELETE FROM devices WHERE id IN (
       SELECT devices.id
         FROM devices JOIN unnest($1::uuid[], $2::bytea[], $3::timestamptz[]) AS gone (id, token_hash, seen_at)
           ON devices.id = gone.id AND devices.token_hash = gone.token_hash AND devices.last_seen_at = gone.seen_at
        ORDER BY devices.id FOR UPDATE OF devices)`,
    [
      devices.map(({ id }) => id),
      devices.map(({ tokenHash }) => tokenHash),
      devices.map(({ lastSeenAt }) => lastSeenAt),
    ],
  );
}
