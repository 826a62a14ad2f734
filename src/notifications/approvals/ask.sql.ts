import type { Sql } from '../../platform/database/database.js';

export interface Wanted {
  messageId: string;
  communityId: string;
  senderId: string;
  /** When it is to leave; null for at once, or for its local time. */
  wantedFor: Date | null;
}

export interface Asked {
  senderName: string;
  /** The community's other heads; where there are none, ADMINs. */
  approverIds: string[];
  /** Whether one of them is a head. */
  byHeads: boolean;
}

const TOLD = 100;

/** Writes that a message waits, and answers who may say that it goes. Indexes: group_members_pkey, users_admins_idx. */
export async function askApproval(
  sql: Sql,
  { messageId, communityId, senderId, wantedFor }: Wanted,
): Promise<Asked> {
  const [asked] = await sql.query<Asked>(
    `WITH asked AS (
       INSERT INTO approvals (message_id, community_id, wanted_for) VALUES ($1, $2, $4)
     ), heads AS (
       SELECT DISTINCT user_id AS id FROM group_members
        WHERE group_id = $2 AND joined_group_id = group_id AND role IN ('COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD')
          AND user_id <> $3 LIMIT ${TOLD}
     ), admins AS (
       SELECT id FROM users WHERE role = 'ADMIN' AND erased_at IS NULL AND id <> $3 AND NOT EXISTS (SELECT FROM heads)
        ORDER BY id LIMIT ${TOLD}
     )
     SELECT COALESCE((SELECT name FROM users WHERE id = $3), '') AS "senderName", EXISTS (SELECT FROM heads) AS "byHeads",
            ARRAY(SELECT id FROM heads UNION ALL SELECT id FROM admins) AS "approverIds"`,
    [messageId, communityId, senderId, wantedFor],
  );
  if (!asked) throw new Error('Nobody could be asked to approve a message');
  return asked;
}
