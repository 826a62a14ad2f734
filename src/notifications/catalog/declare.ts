import type { Audience } from '../../audience/audience.js';
import type { Locale } from '../../directory/locales.js';
import type { EventName, Payload } from '../../platform/events/event-map.js';
import type { NotificationType } from '../types.js';
import type { Channel, Priority, Strategy } from '../vocabulary.js';

/**
 * Values that the texts name in braces. A date is an ISO string. An amount of money is in the smallest unit
 * of its currency, which is the value called `currency`: `{amount, number, money}`.
 */
export type TextValues = Record<string, string | number | boolean | null>;

/** ICU messages. A channel that has no text of its own says the title and the message. */
export interface Texts {
  title: string;
  message: string;
  /** Without a subject of its own it has the title. */
  email?: { subject?: string; body: string };
  push?: { title: string; body: string };
  /** Short: 160 characters, or 70 where one of them is not in GSM-7. */
  sms?: string;
  whatsapp?: string;
}

/**
 * A notification: on this event, if this holds, to these people, on these channels, in these words.
 * One file in `declarations/` each, as its default export.
 */
export interface Declaration<Name extends EventName = EventName> {
  /** The file's name, and for ever the same: it tells whether an event was planned already. */
  name: string;
  on: Name;
  type: NotificationType;
  when?: (payload: Payload<Name>) => boolean;
  to: (payload: Payload<Name>) => Audience;
  channels: readonly Channel[];
  priority?: Priority;
  strategy?: Strategy;
  /** Told again with the same key, somebody who had it in so many seconds gets no second one. */
  dedupe?: { key: (payload: Payload<Name>) => string; withinSeconds: number };
  /** The moment, as an ISO string, after which it is of no use; null where there is none. */
  expiresAt?: (payload: Payload<Name>) => string | null;
  values: (payload: Payload<Name>) => TextValues;
  /** Where a tap leads, as a path of the console. */
  link?: (payload: Payload<Name>) => string;
  /**
   * The template that Meta has approved for it, and what fills its {{1}}, {{2}} …: ICU with the values, and with
   * {title} and {message} as WhatsApp says them. Without one, or as long as Meta has not approved it, WHATSAPP_TEMPLATE.
   */
  whatsapp?: { template: string; parameters: readonly string[] };
  /** For previews, and for the test that renders every text in every language. */
  sample: Payload<Name>;
  texts: Record<Locale, Texts>;
}

export const declare = <Name extends EventName>(declaration: Declaration<Name>): Declaration<Name> =>
  declaration;
