import { invalid } from '../../platform/errors/app-error.js';
import type { LiteralText, MessageDraft } from '../planning/message-draft.js';
import { CHANNELS, type Channel } from '../vocabulary.js';
import { linkIn } from './data.js';
import { stepsOf } from './steps-of.js';
import type { SendNotification } from './send.dto.js';
import { whenOf } from './when.js';

/** What a request asks for, besides the people; refused where it says a thing twice, or not at all. */
export function draftOf(request: SendNotification, now: Date): Omit<MessageDraft, 'cause' | 'audience'> {
  const { type, deliveryStrategy, metadata, data } = request;
  if (type === 'EMERGENCY_ALERT') refuseOwnWays(request);
  const channels = type === 'EMERGENCY_ALERT' ? [...CHANNELS] : channelsOf(request);
  return {
    type,
    channels,
    priority: once(request, 'priority', 'notificationPriority'),
    strategy: deliveryStrategy ?? undefined,
    escalation: stepsOf(request, channels),
    values: data ?? {},
    content: contentOf(request),
    link: linkIn(data ?? {}),
    metadata: metadata ?? undefined,
    ...whenOf(request, now),
  };
}

/** What an emergency cannot be told: it goes at once, by every channel, before everything else. */
const NOT_IN_EMERGENCIES = [
  'channel',
  'channels',
  'priority',
  'notificationPriority',
  'deliveryStrategy',
  'escalation',
  'scheduledFor',
  'inRecipientTimezone',
] as const satisfies (keyof SendNotification)[];

function refuseOwnWays(request: SendNotification): void {
  const given = NOT_IN_EMERGENCIES.filter((name) => request[name] != null);
  if (given.length === 0) return;
  throw invalid(
    'An EMERGENCY_ALERT goes at once, by all channels and as CRITICAL.',
    given.map((path) => ({ path, message: 'must not be given with an EMERGENCY_ALERT: leave it out' })),
  );
}

function channelsOf(request: SendNotification): Channel[] {
  const given = once(request, 'channel', 'channels');
  if (given === undefined) {
    throw invalid('Say by which channel it goes.', [
      { path: 'channel', message: 'must be given, or `channels`' },
    ]);
  }
  return [...new Set([given].flat())];
}

function once<One extends keyof SendNotification, Other extends keyof SendNotification>(
  request: SendNotification,
  one: One,
  other: Other,
): NonNullable<SendNotification[One]> | NonNullable<SendNotification[Other]> | undefined {
  if (request[one] != null && request[other] != null) {
    throw invalid(`Only one of ${one} and ${other} can be given.`, [
      { path: other, message: `must not be given together with ${one}` },
    ]);
  }
  return request[one] ?? request[other] ?? undefined;
}

export function contentOf({
  subject,
  message,
  locales,
}: Pick<SendNotification, 'subject' | 'message' | 'locales'>): LiteralText {
  const variants = Object.entries(locales ?? {}).filter(([, text]) => text != null);
  return {
    message,
    ...(subject != null && { subject }),
    ...(variants.length > 0 && { locales: Object.fromEntries(variants) }),
  };
}
