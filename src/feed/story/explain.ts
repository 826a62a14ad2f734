import { TYPES, type NotificationType } from '../../notifications/types.js';
import { audienceWords, chosenByWords } from './audience-words.js';
import { channelStory, type ChannelStory } from './channel-story.js';
import type { DeliveryRow } from './deliveries.sql.js';
import type { AttemptRow, Cause } from './explain.sql.js';
import type { Told } from './told.sql.js';
import { teller, type Step, type Tell } from './words.js';

export interface Story {
  steps: Step[];
  channels: ChannelStory[];
}

/** Why there is a notification, and why each of its channels did or did not happen. */
export function explain(
  told: Told,
  cause: Cause,
  deliveries: readonly DeliveryRow[],
  attempts: readonly AttemptRow[],
  timezone: string,
): Story {
  const tell = teller(timezone);
  const byDelivery = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
  return {
    steps: [...asked(told, cause, tell), ...happened(told, cause, tell)],
    channels: deliveries.map((delivery) =>
      channelStory({ told, cause, delivery, attempts: byDelivery.get(delivery.id) ?? [] }, tell),
    ),
  };
}

function asked(told: Told, cause: Cause, tell: Tell): Step[] {
  const { askedAt, recipientCount, scheduledFor } = cause;
  return [
    causedBy(told, cause, tell),
    tell(askedAt, 'AUDIENCE', { people: audienceWords(cause), recipientCount }),
    ...chosen(told, cause, tell),
    prioritised(told, cause, tell),
    routed(told, cause, tell),
    ordered(told, cause, tell),
    ...compared(told, tell),
    ...(scheduledFor ? [tell(askedAt, 'MESSAGE_WAITED', { until: scheduledFor })] : []),
  ];
}

/** Where there were several ways into the audience. */
function chosen({ chosenBy, createdAt }: Told, cause: Cause, tell: Tell): Step[] {
  const people = chosenBy === null ? undefined : chosenByWords(cause, chosenBy);
  return people === undefined ? [] : [tell(createdAt, 'CHOSEN_BY', { people })];
}

function causedBy(
  { declaration }: Told,
  { askedAt, origin, event, sender, client }: Cause,
  tell: Tell,
): Step {
  if (origin === 'EVENT') return tell(askedAt, 'CAUSED_BY_EVENT', { event, declaration });
  return origin === 'CLIENT'
    ? tell(askedAt, 'CAUSED_BY_CLIENT', { client })
    : tell(askedAt, 'CAUSED_BY_MEMBER', { sender });
}

function prioritised({ type, priority }: Told, { askedAt }: Cause, tell: Tell): Step {
  const usual = Object.hasOwn(TYPES, type) && TYPES[type as NotificationType].priority === priority;
  return tell(askedAt, usual ? 'PRIORITY_OF_TYPE' : 'PRIORITY_GIVEN', { priority, type });
}

function routed({ lane, priority }: Told, { askedAt, recipientCount }: Cause, tell: Tell): Step {
  return lane === 'bulk' && priority !== 'LOW'
    ? tell(askedAt, 'LANE_OF_CROWD', { lane, recipientCount })
    : tell(askedAt, 'LANE_OF_PRIORITY', { lane, priority });
}

function ordered({ strategy, priority }: Told, { askedAt }: Cause, tell: Tell): Step {
  if (strategy === 'ESCALATION') return tell(askedAt, 'ONE_AFTER_THE_OTHER', {});
  return tell(askedAt, priority === 'CRITICAL' ? 'ALL_AT_ONCE_CRITICAL' : 'ALL_AT_ONCE', {});
}

function compared({ experiment, variant, createdAt }: Told, tell: Tell): Step[] {
  if (experiment === null || variant === null) return [];
  return [tell(createdAt, 'IN_VARIANT', { experiment, variant })];
}

/** In the order in which it came about. */
function happened(told: Told, { cancelledAt }: Cause, tell: Tell): Step[] {
  const { createdAt, withheld, seenAt, readAt, archivedAt } = told;
  const steps = [
    withheld === 'DUPLICATE' ? tell(createdAt, 'WITHHELD_DUPLICATE', {}) : tell(createdAt, 'IN_FEED', {}),
    ...(withheld === 'THROTTLED' ? [tell(createdAt, 'WITHHELD_THROTTLED', {})] : []),
    // Reading sees as well.
    ...(seenAt && Number(seenAt) !== Number(readAt) ? [tell(seenAt, 'SEEN', {})] : []),
    ...(readAt ? [tell(readAt, 'READ', {})] : []),
    ...(archivedAt && withheld !== 'DUPLICATE' ? [tell(archivedAt, 'ARCHIVED', {})] : []),
    ...(cancelledAt ? [tell(cancelledAt, 'MESSAGE_CANCELLED', {})] : []),
  ];
  return steps.sort((one, other) => Number(one.at) - Number(other.at));
}
