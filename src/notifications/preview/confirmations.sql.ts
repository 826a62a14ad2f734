import type { Sql } from '../../platform/database/database.js';

/** By the database's clock, whose moments all replicas agree on. */
export async function newConfirmation(sql: Sql): Promise<{ id: string; at: Date }> {
  const [row] = await sql.query<{ id: string; at: Date }>('SELECT uuidv7() AS id, clock_timestamp() AS at');
  if (!row) throw new Error('The database does not know what time it is.');
  return row;
}

/** Index: messages_confirmation_key. */
export async function confirmedMessage(sql: Sql, confirmation: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>('SELECT id FROM messages WHERE confirmation = $1', [
    confirmation,
  ]);
  return row?.id;
}
