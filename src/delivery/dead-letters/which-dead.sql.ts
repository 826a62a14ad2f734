import type { Channel } from '../../notifications/vocabulary.js';

/** FAILED is known not to have arrived. Of UNKNOWN nobody knows, so an operator decides. */
export const DEAD = ['FAILED', 'UNKNOWN'] as const;
export type DeadStatus = (typeof DEAD)[number];

/** A choice of dead letters: those that fit all of what is given. */
export interface WhichDead {
  ids?: readonly string[];
  messageId?: string;
  channel?: Channel;
  provider?: string;
  errorCode?: string;
  status?: DeadStatus;
  type?: string;
  from?: Date;
  to?: Date;
}

const CONDITIONS: Record<keyof WhichDead, (value: string) => string> = {
  ids: (value) => `deliveries.id = ANY(${value}::uuid[])`,
  messageId: (value) => `deliveries.message_id = ${value}::uuid`,
  channel: (value) => `deliveries.channel = ${value}::channel`,
  provider: (value) => `deliveries.provider = ${value}::text`,
  errorCode: (value) => `deliveries.error_code = ${value}::text`,
  status: (value) => `deliveries.status = ${value}::delivery_status`,
  type: (value) => `(SELECT type FROM messages WHERE messages.id = deliveries.message_id) = ${value}::text`,
  from: (value) => `deliveries.due_at >= ${value}::timestamptz`,
  to: (value) => `deliveries.due_at <= ${value}::timestamptz`,
};

/** The condition for dead letters that are not too old, for queries on `deliveries`. Index: deliveries_dead_idx. */
export function whichDead(which: WhichDead, days: number, bind: (value: unknown) => string): string {
  const chosen = Object.entries(CONDITIONS).flatMap(([name, condition]) => {
    const value = which[name as keyof WhichDead];
    return value === undefined ? [] : [condition(bind(value))];
  });
  return [
    "deliveries.status IN ('FAILED', 'UNKNOWN')",
    `deliveries.due_at > now() - make_interval(days => ${bind(days)}::int)`,
    ...chosen,
  ].join(' AND ');
}
