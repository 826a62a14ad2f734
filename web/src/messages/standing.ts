import type { DeliveryStatus } from '../feed/notification';
import type { Counts, MessageSummary } from './message';

/** How a message stands, as its sender would say it. */
export type Standing =
  'asking' | 'refused' | 'scheduled' | 'spreading' | 'leaving' | 'sent' | 'done' | 'cancelled' | 'failed';

const STILL_TO_LEAVE: readonly DeliveryStatus[] = ['SCHEDULED', 'PENDING', 'SENDING', 'RETRYING'];
const OUT: readonly DeliveryStatus[] = ['SENDING', 'SENT', 'DELIVERED', 'UNKNOWN'];

type Followed = Pick<MessageSummary, 'state' | 'counts' | 'approval'>;

/**
 * Everybody may have it in the app while emails still wait for those who do not read it there. A list does not count
 * what is left of a large one, so there it is neither done nor on its way.
 */
export function standingOf({ state, counts, approval }: Followed): Standing {
  switch (state) {
    case 'SCHEDULED':
      return approval?.state === 'WAITING' ? 'asking' : 'scheduled';
    case 'FANNING_OUT':
      return 'spreading';
    case 'COMPLETED':
      if (counts === null) return 'sent';
      return countOf(counts, STILL_TO_LEAVE) > 0 ? 'leaving' : 'done';
    case 'CANCELLED':
      return approval?.state === 'REFUSED' ? 'refused' : 'cancelled';
    case 'FAILED':
      return 'failed';
  }
}

/** Not all of it has come to an end, so that it is worth looking again. */
export const isUnderWay = (message: Followed): boolean =>
  ['asking', 'scheduled', 'spreading', 'leaving'].includes(standingOf(message));

/** What has not left can be called back. */
export const canCancel = isUnderWay;

/** A time can be changed as long as nobody has got it. */
export const canReschedule = (message: Followed): boolean => standingOf(message) === 'scheduled';

/** It went to somebody, and was not called back. */
export const canSendAgain = (message: Followed & Pick<MessageSummary, 'origin'>): boolean =>
  message.origin === 'MEMBER' && ['leaving', 'done'].includes(standingOf(message));

/** By each channel that leaves our house, how many have it for good. The lists in the app can be taken back. */
export function alreadyOut(counts: Counts | null): readonly (readonly [keyof Counts, number])[] {
  return Object.entries(counts ?? {})
    .filter(([channel]) => channel !== 'IN_APP')
    .map(([channel, byStatus]) => [channel as keyof Counts, sum(byStatus, OUT)] as const)
    .filter(([, count]) => count > 0);
}

/** How many have come to an end without having arrived. */
export const unreached = (counts: Counts | null): number =>
  countOf(counts, ['FAILED', 'SUPPRESSED', 'CANCELLED']);

export interface Reached {
  readonly count: number;
  /** By several ways one may have reached whom another one did not: then it is at least so many. */
  readonly exact: boolean;
}

/** How many have it, of those it was prepared for. */
export function reachedBy({
  counts,
  plannedCount,
}: Pick<MessageSummary, 'counts' | 'plannedCount'>): Reached {
  const byWay = Object.values(counts ?? {}).map((byStatus) => sum(byStatus, ['SENT', 'DELIVERED']));
  const count = Math.min(plannedCount, Math.max(0, ...byWay));
  return { count, exact: byWay.length <= 1 || count === plannedCount };
}

export type Fate = 'out' | 'waiting' | 'trouble' | 'not';

const FATES: Readonly<Record<DeliveryStatus, Fate>> = {
  SCHEDULED: 'waiting',
  PENDING: 'waiting',
  SENDING: 'waiting',
  RETRYING: 'waiting',
  SENT: 'out',
  DELIVERED: 'out',
  FAILED: 'trouble',
  UNKNOWN: 'trouble',
  CANCELLED: 'not',
  SUPPRESSED: 'not',
};
export const fateOf = (status: DeliveryStatus): Fate => FATES[status];

function countOf(counts: Counts | null, statuses: readonly DeliveryStatus[]): number {
  return Object.values(counts ?? {}).reduce((total, byStatus) => total + sum(byStatus, statuses), 0);
}

const sum = (
  byStatus: Readonly<Partial<Record<DeliveryStatus, number>>>,
  statuses: readonly DeliveryStatus[],
) => statuses.reduce((total, status) => total + (byStatus[status] ?? 0), 0);
