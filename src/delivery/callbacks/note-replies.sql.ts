import { createHash } from 'node:crypto';
import type { Sql } from '../../platform/database/database.js';
import type { Reply } from './news.js';

/**
 * Who answers STOP is written to no more, and who answers START is again, where nothing else speaks against it. Each
 * answer counts once, whenever it is told again; and START lifts only what was asked for before it, so that one that
 * comes late lifts no newer STOP. Index: replies_pkey, suppressions_channel_address_key.
 */
export async function noteReplies(sql: Sql, replies: readonly Reply[]): Promise<void> {
  if (replies.length === 0) return;
  const column = <T>(pick: (each: Reply) => T) => replies.map(pick);
  await sql.query(
    `WITH told AS MATERIALIZED (
       SELECT id, channel, address, stops, LEAST(COALESCE(at, now()), now()) AS at
         FROM unnest($1::bytea[], $2::channel[], $3::text[], $4::boolean[], $5::timestamptz[])
           AS told(id, channel, address, stops, at)
     ),
     fresh AS (
       INSERT INTO replies (id) SELECT DISTINCT id FROM told ORDER BY id ON CONFLICT DO NOTHING RETURNING id
     ),
     latest AS MATERIALIZED (
       SELECT DISTINCT ON (channel, address) channel, address, stops, told.at FROM told JOIN fresh USING (id)
        ORDER BY channel, address, told.at DESC, stops DESC
     ),
     lifted AS (
       DELETE FROM suppressions USING latest
        WHERE suppressions.channel = latest.channel AND suppressions.address = latest.address
          AND NOT stops AND reason = 'UNSUBSCRIBED' AND created_at < latest.at
     )
     INSERT INTO suppressions (channel, address, reason, created_at)
     SELECT channel, address, 'UNSUBSCRIBED', at FROM latest WHERE stops
     ON CONFLICT (channel, address) DO UPDATE SET created_at = GREATEST(suppressions.created_at, excluded.created_at)
      WHERE suppressions.reason = 'UNSUBSCRIBED'`,
    [
      // A provider's id may have the number in it.
      column(({ channel, id }) => createHash('sha256').update(`${channel} ${id}`).digest()),
      column(({ channel }) => channel),
      column(({ address }) => address),
      column(({ wants }) => wants === 'nothing'),
      column(({ at }) => at),
    ],
  );
}
