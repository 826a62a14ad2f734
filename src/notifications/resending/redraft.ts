import type { Audience } from '../../audience/audience.js';
import { impossible } from '../../platform/errors/app-error.js';
import type { EscalationStep } from '../escalation.js';
import type { MessageDraft } from '../planning/message-draft.js';
import type { Channel } from '../vocabulary.js';
import type { Original } from './resend.sql.js';

/** Those of its audience who have got none of these messages by any of the channels. */
export const missedBy = (
  audience: Audience,
  messages: readonly string[],
  channels: readonly Channel[],
): Audience => ({ include: [{ missed: messages, channels, ...audience }] });

/** The channels that are asked for, in the message's own order; all of them where none are. */
export function channelsAgain(own: readonly Channel[], asked: readonly Channel[] | undefined): Channel[] {
  const strange = asked?.filter((channel) => !own.includes(channel)) ?? [];
  if (strange.length > 0) {
    const message = `It did not go by ${strange.join(', ')}, so nobody has missed it there. It went by ${own.join(', ')}.`;
    throw impossible('channel-not-used', message, { errors: [{ path: 'channels', message }] });
  }
  return own.filter((channel) => asked?.includes(channel) ?? true);
}

/** The same words in the same way, to these people and by these channels. */
export function redraft(
  original: Original,
  audience: Audience,
  channels: readonly Channel[],
  senderId: string,
): MessageDraft {
  const { id, type, priority, strategy, data, content, link, metadata, templateVersion } = original;
  return {
    type,
    cause: { origin: 'MEMBER', senderId },
    audience,
    channels,
    priority,
    strategy,
    escalation: strategy === 'ESCALATION' ? stepsAgain(original, channels) : undefined,
    values: data,
    content: content ?? undefined,
    link: link ?? undefined,
    metadata: metadata ?? undefined,
    templateVersion,
    resendOf: id,
  };
}

/** As it stepped before, with the first of these channels at once. Where variants are compared the type decides anew. */
function stepsAgain(
  { timings, experiment, channels: own }: Pick<Original, 'timings' | 'experiment' | 'channels'>,
  channels: readonly Channel[],
): EscalationStep[] | undefined {
  const [only] = timings ?? [];
  if (!only || experiment !== null) return undefined;
  const delays = new Map(own.map((channel, place) => [channel, only.delays[place] ?? 0]));
  const first = Math.min(...channels.map((channel) => delays.get(channel) ?? 0));
  return channels.map((channel) => ({ channel, afterSeconds: (delays.get(channel) ?? 0) - first }));
}
