import type { Channel, DeliveryStatus, SuppressionReason } from '../../notifications/vocabulary.js';
import type { DeliveryRow } from './deliveries.sql.js';
import type { AttemptOutcome, AttemptRow, Cause } from './explain.sql.js';
import type { Told } from './told.sql.js';
import type { Code, Step, Tell } from './words.js';

export interface ChannelStory {
  channel: Channel;
  status: DeliveryStatus;
  reason: SuppressionReason | null;
  /** The last step in words: where it stands. */
  summary: string;
  steps: Step[];
}

/** What a channel's story is told from. */
interface Scene {
  told: Told;
  cause: Cause;
  delivery: DeliveryRow;
  attempts: readonly AttemptRow[];
}

export function channelStory(scene: Scene, tell: Tell): ChannelStory {
  const { channel, status, reason } = scene.delivery;
  const end = END[status](scene, tell);
  const steps = [...planned(scene, tell), ...attempted(scene, tell), end];
  return { channel, status, reason, summary: end.text, steps };
}

/** Less is a matter of rounding. */
const MOVED_MS = 500;

/** What is held back from the start was never to leave. */
function planned({ told, delivery }: Scene, tell: Tell): Step[] {
  const { createdAt, strategy } = told;
  const { status, attemptCount, readyAt, stepAt, held, digestClosesAt } = delivery;
  if (status === 'SUPPRESSED' && attemptCount === 0) return [];
  if (digestClosesAt) return [tell(createdAt, 'PLANNED_FOR_DIGEST', { until: digestClosesAt })];
  // Whether planning has moved it up, or an end of the step before it later, is not kept.
  if (strategy === 'ESCALATION' && stepAt && Number(stepAt) - Number(readyAt) >= MOVED_MS) {
    return [
      tell(createdAt, 'PLANNED_FOR_STEP', { until: stepAt }),
      tell(null, 'STEP_MOVED_UP', { until: readyAt }),
    ];
  }
  if (readyAt <= createdAt) return [tell(createdAt, 'PLANNED_AT_ONCE', {})];
  // Without steps there is nothing else to wait for.
  const quiet = held || strategy === 'BROADCAST';
  return [tell(createdAt, quiet ? 'HELD_BY_QUIET_HOURS' : 'PLANNED_FOR_STEP', { until: readyAt })];
}

const ATTEMPT = {
  SENT: 'ATTEMPT_SENT',
  RETRY: 'ATTEMPT_FAILED',
  REJECTED: 'ATTEMPT_REFUSED',
  UNKNOWN: 'WORKER_LOST',
} as const satisfies Record<AttemptOutcome, Code>;

function attempted({ delivery, attempts }: Scene, tell: Tell): Step[] {
  const called = attempts.map(({ provider, outcome }) => (outcome === 'UNKNOWN' ? undefined : provider));
  const steps = attempts.flatMap((attempt, place) => {
    const { number, provider, outcome, errorCode, error, startedAt, endedAt } = attempt;
    const before = called.slice(0, place).findLast((each) => each !== undefined);
    const changed = called[place] !== undefined && before !== undefined && before !== provider;
    return [
      ...(changed ? [tell(startedAt, 'NEXT_PROVIDER', { provider })] : []),
      tell(endedAt, ATTEMPT[outcome], { number, provider, errorCode, error, startedAt }),
    ];
  });
  const last = called.findLast((each) => each !== undefined);
  const { status, provider } = delivery;
  if (status !== 'RETRYING' || provider === null || last === undefined || last === provider) return steps;
  return [...steps, tell(attempts.at(-1)?.endedAt ?? null, 'NEXT_PROVIDER', { provider })];
}

const END: Record<DeliveryStatus, (scene: Scene, tell: Tell) => Step> = {
  SCHEDULED: ({ told, delivery: { dueAt, digestClosesAt } }, tell) =>
    tell(told.createdAt, digestClosesAt ? 'WAITS_FOR_DIGEST' : 'WAITING', { until: digestClosesAt ?? dueAt }),
  PENDING: ({ told, delivery }, tell) => tell(delivery.dueAt, 'QUEUED', { lane: told.lane }),
  SENDING: (_scene, tell) => tell(null, 'BEING_SENT', {}),
  RETRYING: ({ delivery: { dueAt: until, errorCode, error }, attempts }, tell) => {
    if (errorCode === 'PROVIDER_DOWN') return tell(null, 'WAITS_FOR_PROVIDER', { until, error });
    if (errorCode === 'RATE_HELD') return tell(null, 'WAITS_FOR_TURN', { until });
    return tell(attempts.at(-1)?.endedAt ?? null, 'RETRY_PLANNED', { until });
  },
  SENT: ({ delivery: { sentAt, provider, digestCount } }, tell) =>
    digestCount > 1
      ? tell(sentAt, 'SENT_IN_DIGEST', { provider, count: digestCount })
      : tell(sentAt, 'SENT', { provider }),
  DELIVERED: ({ delivery }, tell) => tell(delivery.deliveredAt, 'DELIVERED', { provider: delivery.provider }),
  FAILED: ({ delivery: { dueAt, errorCode, error } }, tell) => tell(dueAt, 'FAILED', { errorCode, error }),
  UNKNOWN: ({ delivery }, tell) => tell(delivery.dueAt, 'OUTCOME_UNKNOWN', {}),
  CANCELLED: ({ told: { readAt }, cause: { cancelledAt } }, tell) => {
    if (cancelledAt && (!readAt || cancelledAt < readAt))
      return tell(cancelledAt, 'CANCELLED_WITH_MESSAGE', {});
    return readAt ? tell(readAt, 'CANCELLED_BECAUSE_READ', {}) : tell(null, 'CANCELLED_BEFORE_UNREAD', {});
  },
  SUPPRESSED: ({ told, delivery }, tell) => {
    // There always is one.
    const reason = delivery.reason ?? 'PREFERENCE_OFF';
    // When the others were found is not kept: while planning, opting out or claiming.
    const at = reason === told.withheld ? told.createdAt : null;
    return tell(at, `SUPPRESSED_${reason}`, {});
  },
};
