import { digestOf } from '../channels.sql.js';
import type { PlanningMessage } from './planning-message.js';

interface Names {
  type: string;
  expiresAt: string;
}

interface Collecting {
  /** Columns that say how often a person wants this. */
  choice: string;
  /** The digests that are open for them, found or opened. */
  windows: string;
  /** Each delivery with the moments at which it is ready and due, which may be after its digest closes, and the digest that it goes by. */
  assigned: string;
}

/**
 * Only a window that has not opened yet is brought forward; then it stays. One that another chunk has just opened is
 * a little ahead of a transaction that began before.
 */
const sooner = (column: string) =>
  `CASE WHEN digests.opened_at > now() + interval '1 minute' THEN LEAST(digests.${column}, excluded.${column}) ELSE digests.${column} END`;

/**
 * Where a digest of the person and type is open, it is joined instead of opened, and held until the transaction ends.
 * Index: digests_open_key.
 */
export const JOIN_OPEN = `ON CONFLICT (user_id, type) WHERE closed_at IS NULL DO UPDATE
          SET opened_at = ${sooner('opened_at')}, closes_at = ${sooner('closes_at')}, due_at = ${sooner('due_at')}`;

/**
 * Emails that their readers want collected join the digest of their type that is open, or open one. That holds
 * the digest until the chunk is committed: it does not close meanwhile, and whoever closes it sees what has joined.
 * What would be of no use any more when it closes leaves by itself. A window opens when its first email could
 * leave: one of a step that is still to come makes no other wait for that. Index: digests_open_key.
 */
export function collecting(
  { priority, channels, mandatory }: PlanningMessage,
  { type, expiresAt }: Names,
): Collecting {
  if (priority === 'CRITICAL' || !channels.includes('EMAIL') || mandatory.includes('EMAIL')) {
    return {
      choice: 'NULL AS digest',
      windows: '',
      assigned: 'SELECT timed.*, at AS ready, at AS due, NULL::uuid AS digest_id FROM timed',
    };
  }
  const useful = `(${expiresAt} IS NULL OR closes_at < ${expiresAt})`;
  return {
    choice: `CASE WHEN ways.channel = 'EMAIL' THEN ${digestOf(type)} ELSE 'INSTANT' END AS digest, digest_hour, digest_weekday`,
    windows: `windows AS (
       INSERT INTO digests (user_id, type, opened_at, closes_at, due_at)
       SELECT user_id, ${type}, at, closes_at, closes_at
         FROM timed CROSS JOIN LATERAL (SELECT digest_closes(digest, at, timezone, digest_hour, digest_weekday) AS closes_at) AS closing
        WHERE digest <> 'INSTANT' AND reason IS NULL AND ${useful}
        ORDER BY user_id
       ${JOIN_OPEN}
       RETURNING id, user_id, closes_at
     ),`,
    assigned: `SELECT timed.*, at AS ready, GREATEST(closes_at, at) AS due, windows.id AS digest_id
           FROM timed LEFT JOIN windows
             ON windows.user_id = timed.user_id AND timed.digest <> 'INSTANT' AND reason IS NULL AND ${useful}`,
  };
}
