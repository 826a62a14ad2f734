import type { Sql } from '../../platform/database/database.js';
import type { Channel, DeliveryStatus, SuppressionReason } from '../vocabulary.js';
import type { MessageSummary, MessageView } from './message.view.js';
import type { MessagesQuery } from './messages.dto.js';

type Row<View> = Omit<View, 'progress' | 'counts' | 'cost' | 'suppressed' | 'currency'>;

const iso = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whoever was cancelled before anybody had decided waits no longer. Indexes: approvals_pkey, groups_pkey, users_pkey. */
const APPROVAL = `(
  SELECT json_build_object(
           'state', CASE WHEN approved THEN 'GRANTED' WHEN decided_at IS NULL THEN 'WAITING' ELSE 'REFUSED' END,
           'communityId', community_id, 'communityName', community.name, 'askedAt', ${iso('asked_at')},
           'wantedFor', ${iso('wanted_for')}, 'decidedAt', ${iso('decided_at')}, 'reason', reason,
           'decidedBy', CASE WHEN decider.id IS NOT NULL THEN json_build_object('id', decider.id, 'name', decider.name) END)
    FROM approvals LEFT JOIN groups AS community ON community.id = community_id
         LEFT JOIN users AS decider ON decider.id = decided_by_id
   WHERE message_id = messages.id AND (decided_at IS NULL OR approved IS NOT NULL))`;

const SUMMARY = `
  messages.id, type, state, origin, content ->> 'subject' AS subject, content ->> 'message' AS message,
  channels::text[] AS channels, priority, lane, strategy, recipient_count AS "recipientCount",
  planned_count AS "plannedCount", scheduled_for AS "scheduledFor",
  to_char(local_time, 'YYYY-MM-DD"T"HH24:MI:SS') AS "localTime", messages.created_at AS "createdAt",
  completed_at AS "completedAt", cancelled_at AS "cancelledAt", error, resend_of AS "resendOf",
  CASE WHEN sender.id IS NOT NULL THEN json_build_object('id', sender.id, 'name', sender.name) END AS sender,
  ${APPROVAL} AS approval`;

/** What the groups of a message's audience were called then; of one from before that was kept, what they are called now. */
export const GROUP_NAMES = `COALESCE(group_names,
  (SELECT jsonb_object_agg(id, name) FROM groups
    WHERE id::text IN (SELECT jsonb_path_query(audience, '$.**.group') #>> '{}')), '{}') AS "groupNames"`;

/**
 * Newest first; without a sender everybody's. Without the audiences, which may name thousands.
 * Indexes: messages_sender_id_id_idx, messages_pkey.
 */
export async function pageOfMessages(
  sql: Sql,
  senderId: string | null,
  { limit, cursor, state, type }: MessagesQuery,
): Promise<Row<MessageSummary>[]> {
  return await sql.query(
    `SELECT ${SUMMARY} FROM messages LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE ($1::uuid IS NULL OR sender_id = $1) AND ($2::uuid IS NULL OR messages.id < $2)
        AND ($4::message_state[] IS NULL OR state = ANY ($4)) AND ($5::text IS NULL OR type = $5)
      ORDER BY messages.id DESC LIMIT $3`,
    [senderId, cursor ?? null, limit, state ?? null, type ?? null],
  );
}

/** Whether somebody was asked to approve it, as a head of the community. Indexes: approvals_pkey, group_members_pkey. */
const wasAsked = (person: string) => `EXISTS (
  SELECT FROM approvals JOIN group_members ON group_id = community_id AND joined_group_id = group_id
   WHERE message_id = messages.id AND user_id = ${person} AND group_members.role IN ('COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'))`;

/** For who sent it, or decides about it. Index: messages_pkey. */
export async function findMessage(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<Row<MessageView> | undefined> {
  const rows = await sql.query<Row<MessageView>>(
    `SELECT ${SUMMARY}, audience, ${GROUP_NAMES} FROM messages LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE messages.id = $2 AND ($1::uuid IS NULL OR sender_id = $1 OR ${wasAsked('$1')})`,
    [senderId, id],
  );
  return rows[0];
}

/**
 * What somebody can approve, newest first: of these communities, or of all where none are given, and nothing that
 * they have sent themselves. Index: approvals_waiting_idx.
 */
export async function pageOfWaiting(
  sql: Sql,
  personId: string,
  communities: readonly string[] | null,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Row<MessageView>[]> {
  return await sql.query(
    `SELECT ${SUMMARY}, audience, ${GROUP_NAMES} FROM approvals AS asked JOIN messages ON messages.id = asked.message_id
       LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE asked.decided_at IS NULL AND state = 'SCHEDULED' AND sender_id <> $1
        AND ($2::uuid[] IS NULL OR asked.community_id = ANY($2)) AND ($3::uuid IS NULL OR asked.message_id < $3)
      ORDER BY asked.message_id DESC LIMIT $4`,
    [personId, communities, cursor ?? null, limit],
  );
}

export interface Counted {
  messageId: string;
  channel: Channel;
  status: DeliveryStatus;
  /** Of those that are SUPPRESSED. */
  reason: SuppressionReason | null;
  count: number;
  /** In millionths of the currency. */
  cost: number | null;
}

/** Reads every delivery of the messages. Index: deliveries_pkey, a range for each message. */
export async function countDeliveries(sql: Sql, messageIds: readonly string[]): Promise<Counted[]> {
  return await sql.query<Counted>(
    `SELECT message_id AS "messageId", channel, status, CASE WHEN status = 'SUPPRESSED' THEN reason END AS reason,
            count(*)::int AS count, sum(cost)::float8 AS cost
       FROM deliveries WHERE message_id = ANY($1::uuid[])
      GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4`,
    [messageIds],
  );
}
