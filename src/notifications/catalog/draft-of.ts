import type { DomainEvent } from '../../platform/events/event-map.js';
import type { MessageDraft } from '../planning/message-draft.js';
import type { Declaration } from './declare.js';

type Payload = DomainEvent['payload'];

/**
 * The message that a declaration makes of an event, if it makes one of it. What fails says which part of the
 * declaration it was.
 */
export function draftOf(
  declaration: Declaration,
  eventId: string,
  payload: Payload,
): MessageDraft | undefined {
  if (!part('when', () => declaration.when?.(payload) ?? true)) return undefined;
  const { name, type, channels, priority, strategy, dedupe } = declaration;
  const expiresAt = part('expiresAt', () => momentOf(declaration.expiresAt?.(payload)));
  return {
    type,
    channels,
    priority,
    strategy,
    cause: { origin: 'EVENT', eventId, declaration: name },
    audience: part('to', () => declaration.to(payload)),
    values: part('values', () => declaration.values(payload)),
    link: part('link', () => declaration.link?.(payload)),
    ...(dedupe && {
      dedupe: {
        key: part('dedupe.key', () => `${name}:${dedupe.key(payload)}`),
        withinSeconds: dedupe.withinSeconds,
      },
    }),
    ...(expiresAt && { expiresAt }),
  };
}

function part<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`\`${name}\` cannot make sense (${(error as Error).message})`, { cause: error });
  }
}

function momentOf(told: string | null | undefined): Date | undefined {
  if (told == null) return undefined;
  const moment = new Date(told);
  if (Number.isNaN(moment.getTime())) throw new Error(`${told} is no moment`);
  return moment;
}
