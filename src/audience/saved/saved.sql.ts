import type { Sql } from '../../platform/database/database.js';
import type { Saved } from '../asked.js';
import type { Choice } from '../choice.js';
import type { SavedAudienceView } from './saved.dto.js';

const VIEW = `id, name, audience, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Index: saved_audiences_owner_id_name_key. */
export async function savedBy(sql: Sql, ownerId: string): Promise<SavedAudienceView[]> {
  return await sql.query<SavedAudienceView>(
    `SELECT ${VIEW} FROM saved_audiences WHERE owner_id = $1 ORDER BY name`,
    [ownerId],
  );
}

/** Those of the ids that are the owner's. Index: saved_audiences_pkey. */
export async function savedNamed(sql: Sql, ownerId: string, ids: readonly string[]): Promise<Saved[]> {
  return await sql.query<Saved & { id: string }>(
    'SELECT id, name, audience FROM saved_audiences WHERE id = ANY($2::uuid[]) AND owner_id = $1',
    [ownerId, ids],
  );
}

/** Index: saved_audiences_owner_id_name_key. */
export async function countSaved(sql: Sql, ownerId: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM saved_audiences WHERE owner_id = $1',
    [ownerId],
  );
  return row?.count ?? 0;
}

/** Undefined where the owner has one of this name. */
export async function insertSaved(
  sql: Sql,
  ownerId: string,
  name: string,
  audience: Choice,
): Promise<SavedAudienceView | undefined> {
  const rows = await sql.query<SavedAudienceView>(
    `INSERT INTO saved_audiences (owner_id, name, audience) VALUES ($1, $2, $3)
     ON CONFLICT (owner_id, name) DO NOTHING RETURNING ${VIEW}`,
    [ownerId, name, JSON.stringify(audience)],
  );
  return rows[0];
}

/** Undefined where the owner has no such one. Index: saved_audiences_pkey. */
export async function replaceSaved(
  sql: Sql,
  ownerId: string,
  { id, name, audience }: Saved,
): Promise<SavedAudienceView | undefined> {
  const rows = await sql.query<SavedAudienceView>(
    `UPDATE saved_audiences SET name = $3, audience = $4, updated_at = now()
      WHERE id = $1 AND owner_id = $2 RETURNING ${VIEW}`,
    [id, ownerId, name, JSON.stringify(audience)],
  );
  return rows[0];
}

/** Whether another one of the owner's is called so. Index: saved_audiences_owner_id_name_key. */
export async function nameIsTaken(sql: Sql, ownerId: string, { id, name }: Pick<Saved, 'id' | 'name'>) {
  const rows = await sql.query('SELECT FROM saved_audiences WHERE owner_id = $1 AND name = $2 AND id <> $3', [
    ownerId,
    name,
    id,
  ]);
  return rows.length > 0;
}

/** Index: saved_audiences_pkey. */
export async function deleteSaved(sql: Sql, ownerId: string, id: string): Promise<boolean> {
  const rows = await sql.query('DELETE FROM saved_audiences WHERE id = $1 AND owner_id = $2 RETURNING 1', [
    id,
    ownerId,
  ]);
  return rows.length > 0;
}
