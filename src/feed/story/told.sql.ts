import type { SuppressionReason, Strategy, Priority } from '../../notifications/vocabulary.js';
import type { Wordable } from '../../notifications/wording/words-of.js';
import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';

/** A notification as whoever may look into it sees it; not only its recipient. */
export interface Told extends Wordable {
  id: string;
  messageId: string;
  /** Null for a bare address. */
  userId: string | null;
  senderId: string | null;
  type: string;
  priority: Priority;
  lane: Lane;
  strategy: Strategy;
  /** The experiment with the steps, and whose steps this person has in it; both null where there is none. */
  experiment: string | null;
  variant: string | null;
  withheld: SuppressionReason | null;
  /** The place of the item of the audience by which they were chosen; null where there is one alone. */
  chosenBy: number | null;
  createdAt: Date;
  seenAt: Date | null;
  readAt: Date | null;
  archivedAt: Date | null;
}

/** Index: notifications_id_brin_idx, or one of the others that PostgreSQL can skip through. */
export async function findTold(sql: Sql, id: string): Promise<Told | undefined> {
  const rows = await sql.query<Told>(
    `SELECT notifications.id, notifications.message_id AS "messageId", notifications.user_id AS "userId",
            messages.sender_id AS "senderId", messages.type, messages.priority, messages.lane, messages.strategy,
            messages.declaration, messages.content, messages.data, messages.template_version AS "templateVersion",
            notifications.data AS own,
            messages.experiment, notifications.variant, notifications.withheld,
            notifications.chosen_by AS "chosenBy",
            notifications.created_at AS "createdAt", notifications.seen_at AS "seenAt",
            notifications.read_at AS "readAt", notifications.archived_at AS "archivedAt"
       FROM notifications JOIN messages ON messages.id = notifications.message_id
      WHERE notifications.id = $1`,
    [id],
  );
  return rows[0];
}
