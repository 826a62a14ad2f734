import { impossible, invalid } from '../../platform/errors/app-error.js';
import { instantOf } from '../../platform/http/instant.js';
import type { MessageDraft } from '../planning/message-draft.js';
import type { Channel } from '../vocabulary.js';
import { linkOf } from './data.js';
import { stepsOf } from './steps-of.js';
import type { SendNotification } from './send.dto.js';

/** What a request asks for, besides the people; refused where it says a thing twice, or not at all. */
export function draftOf(request: SendNotification, now: Date): Omit<MessageDraft, 'cause' | 'audience'> {
  const { type, deliveryStrategy, metadata, data } = request;
  const channels = channelsOf(request);
  return {
    type,
    channels,
    priority: once(request, 'priority', 'notificationPriority'),
    strategy: deliveryStrategy ?? undefined,
    escalation: stepsOf(request, channels),
    values: data ?? {},
    content: contentOf(request),
    link: linkOf(data ?? {}),
    metadata: metadata ?? undefined,
    scheduledFor: scheduleOf(request.scheduledFor, now),
  };
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

function contentOf({ subject, message, locales }: SendNotification): MessageDraft['content'] {
  const variants = Object.entries(locales ?? {}).filter(([, text]) => text != null);
  return {
    message,
    ...(subject != null && { subject }),
    ...(variants.length > 0 && { locales: Object.fromEntries(variants) }),
  };
}

/** Clocks differ a little, and a call takes a while. */
const TOLERANCE_MS = 60_000;
const YEAR_MS = 366 * 86_400_000;

/** When it is to go; nothing for at once. */
export function scheduleOf(text: string | null | undefined, now: Date): Date | undefined {
  const at = instantOf(text);
  if (!at) return undefined;
  const ahead = at.getTime() - now.getTime();
  if (ahead < -TOLERANCE_MS) throw unscheduled('scheduledFor is in the past.');
  if (ahead > YEAR_MS) throw unscheduled('scheduledFor is more than a year ahead.');
  return ahead > 0 ? at : undefined;
}

const unscheduled = (detail: string) =>
  impossible('schedule-out-of-range', detail, {
    errors: [{ path: 'scheduledFor', message: 'must be in the future, and at most a year ahead' }],
  });
