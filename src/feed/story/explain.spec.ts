import { describe, expect, it } from 'vitest';
import type { DeliveryRow } from './deliveries.sql.js';
import { explain } from './explain.js';
import type { AttemptRow, Cause } from './explain.sql.js';
import type { Told } from './told.sql.js';

const at = (time: string) => new Date(`2026-11-21T${time}:00.000Z`);
const PLANNED = at('10:00');

const TOLD: Told = {
  id: 'n',
  messageId: 'm',
  userId: 'u',
  senderId: null,
  type: 'EVENT_APPROVAL',
  priority: 'HIGH',
  lane: 'important',
  strategy: 'BROADCAST',
  declaration: 'event-approved',
  content: null,
  data: {},
  templateVersion: 0,
  experiment: null,
  variant: null,
  withheld: null,
  chosenBy: null,
  createdAt: PLANNED,
  seenAt: null,
  readAt: null,
  archivedAt: null,
};
const CAUSE: Cause = {
  askedAt: PLANNED,
  origin: 'EVENT',
  event: 'event.approved',
  sender: null,
  client: null,
  audience: { include: [{ users: ['u'] }] },
  groupNames: {},
  recipientCount: 1,
  scheduledFor: null,
  cancelledAt: null,
};
const EMAIL: DeliveryRow = {
  id: 'd',
  channel: 'EMAIL',
  status: 'PENDING',
  reason: null,
  attemptCount: 0,
  readyAt: PLANNED,
  dueAt: PLANNED,
  stepAt: PLANNED,
  held: false,
  digestClosesAt: null,
  digestCount: 0,
  sentAt: null,
  deliveredAt: null,
  provider: null,
  errorCode: null,
  error: null,
  cost: null,
};
const attempt = (number: number, over: Partial<AttemptRow> = {}): AttemptRow => ({
  deliveryId: 'd',
  number,
  provider: 'smtp',
  outcome: 'SENT',
  errorCode: null,
  error: null,
  startedAt: at(`10:0${number}`),
  endedAt: at(`10:0${number}`),
  ...over,
});
const busy = { outcome: 'RETRY', errorCode: 'SMTP_451', error: 'busy' } as const;

interface Given {
  told?: Partial<Told>;
  cause?: Partial<Cause>;
  email?: Partial<DeliveryRow>;
  attempts?: AttemptRow[];
}
const story = ({ told, cause, email, attempts = [] }: Given) => {
  const rows = [{ ...EMAIL, ...email }];
  return explain({ ...TOLD, ...told }, { ...CAUSE, ...cause }, rows, attempts, 'Asia/Kolkata');
};

describe('the story of a notification', () => {
  const USUAL = [
    'CAUSED_BY_EVENT',
    'AUDIENCE',
    'PRIORITY_OF_TYPE',
    'LANE_OF_PRIORITY',
    'ALL_AT_ONCE',
    'IN_FEED',
  ];
  /** The usual one, with other steps in the place of some. */
  const usual = (other: Record<string, string[]>) => USUAL.flatMap((code) => other[code] ?? [code]);

  it.each<[string, Given, string[]]>([
    ['of an event', {}, USUAL],
    [
      'of a member',
      { cause: { origin: 'MEMBER', sender: 'Asha' } },
      usual({ CAUSED_BY_EVENT: ['CAUSED_BY_MEMBER'] }),
    ],
    [
      'of a service',
      { cause: { origin: 'CLIENT', client: 'Shop' } },
      usual({ CAUSED_BY_EVENT: ['CAUSED_BY_CLIENT'] }),
    ],
    [
      'with a priority of its own',
      { told: { priority: 'MEDIUM' } },
      usual({ PRIORITY_OF_TYPE: ['PRIORITY_GIVEN'] }),
    ],
    [
      'of a type that is no more',
      { told: { type: 'GONE' } },
      usual({ PRIORITY_OF_TYPE: ['PRIORITY_GIVEN'] }),
    ],
    ['to a crowd', { told: { lane: 'bulk' } }, usual({ LANE_OF_PRIORITY: ['LANE_OF_CROWD'] })],
    ['that escalates', { told: { strategy: 'ESCALATION' } }, usual({ ALL_AT_ONCE: ['ONE_AFTER_THE_OTHER'] })],
    [
      'that takes part in an experiment',
      { told: { strategy: 'ESCALATION', experiment: 'pace', variant: 'brisk' } },
      usual({ ALL_AT_ONCE: ['ONE_AFTER_THE_OTHER', 'IN_VARIANT'] }),
    ],
    [
      'that is critical',
      { told: { priority: 'CRITICAL', lane: 'critical', type: 'SECURITY_ALERT' } },
      usual({ ALL_AT_ONCE: ['ALL_AT_ONCE_CRITICAL'] }),
    ],
    [
      'that was for later',
      { cause: { scheduledFor: at('09:59') } },
      usual({ ALL_AT_ONCE: ['ALL_AT_ONCE', 'MESSAGE_WAITED'] }),
    ],
    [
      'that was told already',
      { told: { withheld: 'DUPLICATE', archivedAt: PLANNED } },
      usual({ IN_FEED: ['WITHHELD_DUPLICATE'] }),
    ],
    ['that was too much', { told: { withheld: 'THROTTLED' } }, [...USUAL, 'WITHHELD_THROTTLED']],
    [
      'that was seen, read, archived and cancelled',
      {
        told: { seenAt: at('10:01'), readAt: at('10:02'), archivedAt: at('10:04') },
        cause: { cancelledAt: at('10:03') },
      },
      [...USUAL, 'SEEN', 'READ', 'MESSAGE_CANCELLED', 'ARCHIVED'],
    ],
    ['that was seen by reading', { told: { seenAt: at('10:02'), readAt: at('10:02') } }, [...USUAL, 'READ']],
  ])('%s', (_what, given, codes) => {
    expect(story(given).steps.map(({ code }) => code)).toEqual(codes);
  });
});

describe('the story of a channel', () => {
  const escalates = { strategy: 'ESCALATION' } as const;
  const later = { readyAt: at('10:40'), dueAt: at('10:40') };

  it.each<[string, Given, string[]]>([
    ['that may leave', {}, ['PLANNED_AT_ONCE', 'QUEUED']],
    [
      'that waits for a digest',
      { email: { status: 'SCHEDULED', ...later, digestClosesAt: at('10:40') } },
      ['PLANNED_FOR_DIGEST', 'WAITS_FOR_DIGEST'],
    ],
    [
      'that left in a digest',
      {
        email: { status: 'SENT', ...later, digestClosesAt: at('10:40'), digestCount: 3 },
        attempts: [attempt(1)],
      },
      ['PLANNED_FOR_DIGEST', 'ATTEMPT_SENT', 'SENT_IN_DIGEST'],
    ],
    [
      'that was all that its digest had',
      {
        email: { status: 'SENT', ...later, digestClosesAt: at('10:40'), digestCount: 1 },
        attempts: [attempt(1)],
      },
      ['PLANNED_FOR_DIGEST', 'ATTEMPT_SENT', 'SENT'],
    ],
    ['in somebody’s hand', { email: { status: 'SENDING' } }, ['PLANNED_AT_ONCE', 'BEING_SENT']],
    [
      'that waits for its step',
      { told: escalates, email: { status: 'SCHEDULED', ...later } },
      ['PLANNED_FOR_STEP', 'WAITING'],
    ],
    [
      'whose step has moved up',
      { told: escalates, email: { status: 'SCHEDULED', ...later, stepAt: at('11:00') } },
      ['PLANNED_FOR_STEP', 'STEP_MOVED_UP', 'WAITING'],
    ],
    [
      'whose step came with the message, after all',
      { told: escalates, email: { status: 'SENT', stepAt: at('11:00') } },
      ['PLANNED_FOR_STEP', 'STEP_MOVED_UP', 'SENT'],
    ],
    [
      'whose step is kept nowhere any more',
      { told: escalates, email: { status: 'SCHEDULED', ...later, stepAt: null } },
      ['PLANNED_FOR_STEP', 'WAITING'],
    ],
    [
      'held by quiet hours when planned',
      { email: { status: 'SCHEDULED', ...later } },
      ['HELD_BY_QUIET_HOURS', 'WAITING'],
    ],
    [
      'whose step falls into quiet hours',
      { told: escalates, email: { status: 'SCHEDULED', ...later, held: true } },
      ['HELD_BY_QUIET_HOURS', 'WAITING'],
    ],
    [
      'that lets go first what quiet hours held before it',
      { email: { status: 'SCHEDULED', ...later, held: true, dueAt: at('12:01') } },
      ['HELD_BY_QUIET_HOURS', 'WAITING'],
    ],
    [
      'that was sent',
      { email: { status: 'SENT', sentAt: at('10:01'), attemptCount: 1 }, attempts: [attempt(1)] },
      ['PLANNED_AT_ONCE', 'ATTEMPT_SENT', 'SENT'],
    ],
    [
      'that was delivered',
      { email: { status: 'DELIVERED', deliveredAt: at('10:01') }, attempts: [attempt(1)] },
      ['PLANNED_AT_ONCE', 'ATTEMPT_SENT', 'DELIVERED'],
    ],
    [
      'that is tried again',
      { email: { status: 'RETRYING', provider: 'smtp', dueAt: at('10:05') }, attempts: [attempt(1, busy)] },
      ['PLANNED_AT_ONCE', 'ATTEMPT_FAILED', 'RETRY_PLANNED'],
    ],
    [
      'whose provider is down',
      { email: { status: 'RETRYING', errorCode: 'PROVIDER_DOWN', error: 'smtp is down (busy).' } },
      ['PLANNED_AT_ONCE', 'WAITS_FOR_PROVIDER'],
    ],
    [
      'that waits for its turn',
      { email: { status: 'RETRYING', errorCode: 'RATE_HELD' } },
      ['PLANNED_AT_ONCE', 'WAITS_FOR_TURN'],
    ],
    [
      'that goes on with another provider',
      { email: { status: 'RETRYING', provider: 'ses' }, attempts: [attempt(1, busy)] },
      ['PLANNED_AT_ONCE', 'ATTEMPT_FAILED', 'NEXT_PROVIDER', 'RETRY_PLANNED'],
    ],
    [
      'that went on with another provider',
      { email: { status: 'SENT' }, attempts: [attempt(1, busy), attempt(2, { provider: 'ses' })] },
      ['PLANNED_AT_ONCE', 'ATTEMPT_FAILED', 'NEXT_PROVIDER', 'ATTEMPT_SENT', 'SENT'],
    ],
    [
      'whose worker was lost, and that went again',
      {
        email: { status: 'SENT', provider: 'smtp' },
        attempts: [attempt(1, busy), attempt(2, { provider: 'unknown', outcome: 'UNKNOWN' }), attempt(3)],
      },
      ['PLANNED_AT_ONCE', 'ATTEMPT_FAILED', 'WORKER_LOST', 'ATTEMPT_SENT', 'SENT'],
    ],
    [
      'whose worker was lost, and that is parked',
      {
        email: { status: 'UNKNOWN' },
        attempts: [attempt(1, { provider: 'unknown', outcome: 'UNKNOWN', errorCode: 'LOST' })],
      },
      ['PLANNED_AT_ONCE', 'WORKER_LOST', 'OUTCOME_UNKNOWN'],
    ],
    [
      'that was refused',
      { email: { status: 'FAILED' }, attempts: [attempt(1, { outcome: 'REJECTED' })] },
      ['PLANNED_AT_ONCE', 'ATTEMPT_REFUSED', 'FAILED'],
    ],
    [
      'that no provider could be asked for',
      { email: { status: 'FAILED', attemptCount: 1 } },
      ['PLANNED_AT_ONCE', 'FAILED'],
    ],
    [
      'that was read in time',
      { told: { ...escalates, readAt: at('10:10') }, email: { status: 'CANCELLED', ...later } },
      ['PLANNED_FOR_STEP', 'CANCELLED_BECAUSE_READ'],
    ],
    [
      'that was read in time and is unread again',
      { told: escalates, email: { status: 'CANCELLED', ...later } },
      ['PLANNED_FOR_STEP', 'CANCELLED_BEFORE_UNREAD'],
    ],
    [
      'that was cancelled with its message',
      { cause: { cancelledAt: at('10:05') }, told: { readAt: at('10:10') }, email: { status: 'CANCELLED' } },
      ['PLANNED_AT_ONCE', 'CANCELLED_WITH_MESSAGE'],
    ],
    [
      'whose message was cancelled after it was read',
      { cause: { cancelledAt: at('10:15') }, told: { readAt: at('10:10') }, email: { status: 'CANCELLED' } },
      ['PLANNED_AT_ONCE', 'CANCELLED_BECAUSE_READ'],
    ],
    [
      'that is not wanted',
      { email: { status: 'SUPPRESSED', reason: 'PREFERENCE_OFF' } },
      ['SUPPRESSED_PREFERENCE_OFF'],
    ],
    [
      'that is not wanted any more after a retry',
      {
        email: { status: 'SUPPRESSED', reason: 'PREFERENCE_OFF', attemptCount: 1 },
        attempts: [attempt(1, busy)],
      },
      ['PLANNED_AT_ONCE', 'ATTEMPT_FAILED', 'SUPPRESSED_PREFERENCE_OFF'],
    ],
  ])('%s', (_what, given, codes) => {
    const [channel] = story(given).channels;
    expect(channel?.steps.map(({ code }) => code)).toEqual(codes);
    expect(channel?.summary).toBe(channel?.steps.at(-1)?.text);
  });

  it('tells times in the reader’s timezone, and errors as they came', () => {
    const [channel] = story({
      email: { status: 'RETRYING', dueAt: at('20:00') },
      attempts: [attempt(1, busy)],
    }).channels;
    const texts = channel?.steps.map(({ text }) => text.replaceAll(/\s/g, ' '));
    expect(texts).toEqual([
      'It was to leave at once.',
      'Attempt 1: smtp could not take it for now (SMTP_451, busy).',
      'It is tried again Nov 22, 2026, 1:30 AM.',
    ]);
    expect(channel?.steps[1]).toMatchObject({
      at: at('10:01'),
      detail: { number: 1, provider: 'smtp', errorCode: 'SMTP_451', error: 'busy' },
    });
  });

  it('knows when what was withheld was', () => {
    const withheld = {
      told: { withheld: 'THROTTLED' },
      email: { status: 'SUPPRESSED', reason: 'THROTTLED' },
    };
    expect(story(withheld as Given).channels[0]?.steps[0]).toMatchObject({ at: PLANNED });
  });
});
