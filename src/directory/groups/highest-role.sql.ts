import type { Sql } from '../../platform/database/database.js';

/**
 * Makes the person's row ours until the transaction ends, so that of two changes to one person's memberships
 * the second sees what the first has written. Says whether there is such a person. Index: users_pkey.
 */
export async function holdPerson(sql: Sql, userId: string): Promise<boolean> {
  const rows = await sql.query('SELECT 1 FROM users WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE', [
    userId,
  ]);
  return rows.length > 0;
}

/**
 * `users.role` is the highest of a person's roles, which the enum lists first; an operator stays one.
 * Indexes: users_pkey, group_members_user_id_idx.
 */
export async function keepHighestRole(sql: Sql, userIds: readonly string[]): Promise<void> {
  await sql.query(
    `UPDATE users SET role = held.role
       FROM (SELECT people.id, COALESCE(min(group_members.role), 'MEMBER') AS role
               FROM unnest($1::uuid[]) AS people (id)
               LEFT JOIN group_members ON group_members.user_id = people.id
              GROUP BY people.id) AS held
      WHERE users.id = held.id AND users.role <> 'ADMIN' AND users.role <> held.role`,
    [userIds],
  );
}
