import type { Priority, SuppressionReason } from '../../notifications/vocabulary.js';
import type { Lane } from '../../platform/queues/lanes.js';

interface Nothing {}
interface Until {
  until: Date;
}
interface Attempt {
  number: number;
  provider: string;
  errorCode: string | null;
  error: string | null;
  startedAt: Date;
}

/** Every step that a story may have, with what is told of it. */
export interface Facts extends Record<`SUPPRESSED_${SuppressionReason}`, Nothing> {
  CAUSED_BY_EVENT: { event: string | null; declaration: string | null };
  CAUSED_BY_MEMBER: { sender: string | null };
  CAUSED_BY_CLIENT: { client: string | null };
  AUDIENCE: { people: string; recipientCount: number };
  CHOSEN_BY: { people: string };
  PRIORITY_OF_TYPE: { priority: Priority; type: string };
  PRIORITY_GIVEN: { priority: Priority; type: string };
  LANE_OF_PRIORITY: { lane: Lane; priority: Priority };
  LANE_OF_CROWD: { lane: Lane; recipientCount: number };
  ALL_AT_ONCE: Nothing;
  ALL_AT_ONCE_CRITICAL: Nothing;
  ONE_AFTER_THE_OTHER: Nothing;
  IN_VARIANT: { experiment: string; variant: string };
  MESSAGE_WAITED: Until;
  IN_FEED: Nothing;
  WITHHELD_DUPLICATE: Nothing;
  WITHHELD_THROTTLED: Nothing;
  SEEN: Nothing;
  READ: Nothing;
  ARCHIVED: Nothing;
  MESSAGE_CANCELLED: Nothing;

  PLANNED_AT_ONCE: Nothing;
  PLANNED_FOR_STEP: Until;
  STEP_MOVED_UP: Until;
  HELD_BY_QUIET_HOURS: Until;
  PLANNED_FOR_DIGEST: Until;
  ATTEMPT_SENT: Attempt;
  ATTEMPT_FAILED: Attempt;
  ATTEMPT_REFUSED: Attempt;
  WORKER_LOST: Attempt;
  NEXT_PROVIDER: { provider: string };

  WAITING: Until;
  WAITS_FOR_DIGEST: Until;
  QUEUED: { lane: Lane };
  BEING_SENT: Nothing;
  RETRY_PLANNED: Until;
  WAITS_FOR_PROVIDER: Until & { error: string | null };
  WAITS_FOR_TURN: Until;
  SENT: { provider: string | null };
  SENT_IN_DIGEST: { provider: string | null; count: number };
  DELIVERED: { provider: string | null };
  FAILED: { errorCode: string | null; error: string | null };
  OUTCOME_UNKNOWN: Nothing;
  CANCELLED_BECAUSE_READ: Nothing;
  CANCELLED_BEFORE_UNREAD: Nothing;
  CANCELLED_WITH_MESSAGE: Nothing;
}

export type Code = keyof Facts;

export interface Step {
  /** When it happened, where that is kept. */
  at: Date | null;
  code: Code;
  text: string;
  detail: Facts[Code];
}

type Moment = (at: Date) => string;

/** In English: a console that speaks other languages has the codes for it. */
const WORDS: { [C in Code]: (facts: Facts[C], when: Moment) => string } = {
  CAUSED_BY_EVENT: ({ event, declaration }) =>
    `${event ?? 'An event'} happened, for which ${declaration ?? 'a notification'} is declared.`,
  CAUSED_BY_MEMBER: ({ sender }) => `${sender ?? 'Somebody who is gone'} sent it.`,
  CAUSED_BY_CLIENT: ({ client }) => `The service ${client ?? '(gone)'} sent it.`,
  AUDIENCE: ({ people, recipientCount }) => `It was for ${people}: ${count(recipientCount)}.`,
  CHOSEN_BY: ({ people }) => `Its reader was chosen by this part of it: ${people}.`,
  PRIORITY_OF_TYPE: ({ priority, type }) => `Its priority is ${priority}, as for every ${type}.`,
  PRIORITY_GIVEN: ({ priority, type }) =>
    `Its priority is ${priority}, which was asked for; ${type} has another one by itself.`,
  LANE_OF_PRIORITY: ({ lane, priority }) => `It goes by the lane ${lane}, as everything that is ${priority}.`,
  LANE_OF_CROWD: ({ lane, recipientCount }) =>
    `It goes by the lane ${lane}, because it is for ${count(recipientCount)}.`,
  ALL_AT_ONCE: () => 'It goes by all channels at once.',
  ALL_AT_ONCE_CRITICAL: () => 'It goes by all channels at once, as everything that is CRITICAL.',
  ONE_AFTER_THE_OTHER: () => 'It escalates: the later channels follow only as long as it is unread.',
  IN_VARIANT: ({ experiment, variant }) =>
    `Its steps are those of ${variant}, which the experiment ${experiment} compares with others.`,
  MESSAGE_WAITED: ({ until }, when) => `It was asked for ${when(until)}.`,
  IN_FEED: () => 'It came into the feed.',
  WITHHELD_DUPLICATE: () => 'The same had been told shortly before, so it is archived and interrupts nobody.',
  WITHHELD_THROTTLED: () =>
    'There had been too many in the hour before, so it interrupts by mandatory channels only.',
  SEEN: () => 'It was seen in the list.',
  READ: () => 'It was read, which cancels what has not left.',
  ARCHIVED: () => 'It was archived.',
  MESSAGE_CANCELLED: () => 'The message was cancelled.',

  PLANNED_AT_ONCE: () => 'It was to leave at once.',
  PLANNED_FOR_STEP: ({ until }, when) => `It was to leave ${when(until)}, if unread until then.`,
  STEP_MOVED_UP: ({ until }, when) =>
    `It moved up to ${when(until)}, because a step before it could not reach its reader.`,
  HELD_BY_QUIET_HOURS: ({ until }, when) => `Quiet hours hold it until ${when(until)}.`,
  PLANNED_FOR_DIGEST: ({ until }, when) =>
    `It was to leave ${when(until)}, in one email with others of its type.`,
  ATTEMPT_SENT: ({ number, provider }) => `Attempt ${number}: ${provider} took it.`,
  ATTEMPT_FAILED: ({ number, provider, ...why }) =>
    `Attempt ${number}: ${provider} could not take it for now${because(why)}.`,
  ATTEMPT_REFUSED: ({ number, provider, ...why }) =>
    `Attempt ${number}: ${provider} did not take it${because(why)}.`,
  WORKER_LOST: ({ number }) => `Attempt ${number}: nothing came back of it, so nobody knows whether it left.`,
  NEXT_PROVIDER: ({ provider }) => `It goes on with ${provider}.`,

  WAITING: ({ until }, when) => `It waits until ${when(until)}.`,
  WAITS_FOR_DIGEST: ({ until }, when) => `It waits for its reader’s digest, which closes ${when(until)}.`,
  QUEUED: ({ lane }) => `It may leave, and waits for a worker of the lane ${lane}.`,
  BEING_SENT: () => 'A worker has it in hand.',
  RETRY_PLANNED: ({ until }, when) => `It is tried again ${when(until)}.`,
  WAITS_FOR_PROVIDER: ({ until, error }, when) =>
    `Nobody was asked yet, because ${bare(error) ?? 'its provider is down'}; it is looked at again ${when(until)}.`,
  WAITS_FOR_TURN: ({ until }, when) =>
    `Its provider takes so many in a second and no more; its turn is ${when(until)}.`,
  SENT: ({ provider }) => `It was sent${provider === null ? '' : ` through ${provider}`}.`,
  SENT_IN_DIGEST: ({ provider, count }) =>
    `It was sent in a digest of ${count}${provider === null ? '' : ` through ${provider}`}.`,
  DELIVERED: ({ provider }) => `It was delivered${provider === null ? '' : ` through ${provider}`}.`,
  FAILED: (why) => `It was given up${because(why)}.`,
  OUTCOME_UNKNOWN: () =>
    'Nobody knows whether it left, and sending it twice would be worse: an operator decides.',
  CANCELLED_BECAUSE_READ: () => 'It was cancelled, because it was read before it could leave.',
  CANCELLED_BEFORE_UNREAD: () =>
    'It was cancelled, because it had been read before it could leave; it was marked as unread later.',
  CANCELLED_WITH_MESSAGE: () => 'It was cancelled together with the message.',

  SUPPRESSED_PREFERENCE_OFF: () => 'Its reader does not want this by this channel.',
  SUPPRESSED_NO_ADDRESS: () => 'Its reader has no address for this channel.',
  SUPPRESSED_INVALID_ADDRESS: () => 'The address is not one.',
  SUPPRESSED_UNSUBSCRIBED: () => 'The address has unsubscribed.',
  SUPPRESSED_BOUNCED: () => 'The address has refused mail for good before.',
  SUPPRESSED_THROTTLED: () => 'Its reader had got too many in the hour before.',
  SUPPRESSED_DUPLICATE: () => 'Its reader had been told the same shortly before.',
  SUPPRESSED_QUOTA: () => 'The quota of its sender was used up.',
  SUPPRESSED_EXPIRED: () => 'It would have come when it was of no use any more.',
};

export const CODES = Object.keys(WORDS) as Code[];

const count = (people: number) => (people === 1 ? '1 person' : `${people} people`);

const bare = (error: string | null) => error?.replace(/\.$/, '');

const because = ({ errorCode, error }: { errorCode: string | null; error: string | null }): string => {
  const why = [errorCode, error].filter((part) => part !== null).join(', ');
  return why === '' ? '' : ` (${why.replace(/\.$/, '')})`;
};

export type Tell = <C extends Code>(at: Date | null, code: C, detail: Facts[C]) => Step;

/** Tells steps with the times of somebody's timezone. */
export function teller(timezone: string): Tell {
  const format = new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  });
  return (at, code, detail) => ({
    at,
    code,
    text: WORDS[code](detail, (moment) => format.format(moment)),
    detail,
  });
}
