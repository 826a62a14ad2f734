import type { Sql } from '../../platform/database/database.js';
import type { DeviceView, Platform } from './device.dto.js';
import type { PushService } from './service.js';

interface SealedDevice {
  userId: string;
  platform: Platform;
  service: PushService;
  name: string | null;
  tokenSealed: string;
  tokenHash: Buffer;
}

const VIEW = `id, platform, name, created_at AS "createdAt", last_seen_at AS "lastSeenAt"`;

/** Index: devices_user_id_idx. */
export async function devicesOf(sql: Sql, userId: string): Promise<DeviceView[]> {
  return await sql.query<DeviceView>(`SELECT ${VIEW} FROM devices WHERE user_id = $1 ORDER BY id DESC`, [
    userId,
  ]);
}

/**
 * After a change of keys: the row of this token under an older hash is from now on found under the newest.
 * Index: devices_token_hash_key.
 */
export async function rehash(sql: Sql, newest: Buffer, older: Buffer[]): Promise<void> {
  await sql.query(
    `UPDATE devices SET token_hash = $1
      WHERE id = (SELECT id FROM devices WHERE token_hash = ANY($2::bytea[])
                   ORDER BY last_seen_at DESC LIMIT 1 FOR UPDATE)
        AND NOT EXISTS (SELECT 1 FROM devices WHERE token_hash = $1)`,
    [newest, older],
  );
}

/**
 * What a process that did not have the newest key yet has written beside it.
 * Index: devices_token_hash_key.
 */
export async function forgetHashes(sql: Sql, older: Buffer[]): Promise<void> {
  await sql.query('DELETE FROM devices WHERE token_hash = ANY($1::bytea[])', [older]);
}

/**
 * One row for each token, whoever has the device now. Its new owner starts with nothing of the last one's.
 * Index: devices_token_hash_key.
 */
export async function upsertDevice(sql: Sql, device: SealedDevice): Promise<DeviceView> {
  const [row] = await sql.query<DeviceView>(
    `INSERT INTO devices AS known (user_id, platform, service, name, token_sealed, token_hash)
     VALUES ($1, $2::device_platform, $3, $4, $5, $6)
     ON CONFLICT (token_hash) DO UPDATE
       SET user_id = excluded.user_id, platform = excluded.platform, service = excluded.service,
           token_sealed = excluded.token_sealed, last_seen_at = now(),
           id = CASE WHEN known.user_id = excluded.user_id THEN known.id ELSE excluded.id END,
           created_at = CASE WHEN known.user_id = excluded.user_id THEN known.created_at ELSE now() END,
           name = CASE WHEN known.user_id = excluded.user_id THEN COALESCE(excluded.name, known.name)
                       ELSE excluded.name END
     RETURNING ${VIEW}`,
    [device.userId, device.platform, device.service, device.name, device.tokenSealed, device.tokenHash],
  );
  if (!row) throw new Error('An upsert answered no row.');
  return row;
}

/** Index: devices_pkey. */
export async function deleteDevice(sql: Sql, userId: string, deviceId: string): Promise<boolean> {
  const rows = await sql.query('DELETE FROM devices WHERE id = $1 AND user_id = $2 RETURNING 1', [
    deviceId,
    userId,
  ]);
  return rows.length > 0;
}
