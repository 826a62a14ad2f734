import type { Locale } from '../../../directory/locales.js';
import { mandatoryChannels } from '../../../notifications/types.js';
import { unsubscribeLink } from '../../../notifications/unsubscribe/unsubscribe-link.js';
import type { Config } from '../../../platform/config/config.js';
import { linkOf, targetOf } from '../link.js';
import type { KnownOutcome, Outgoing } from '../provider.js';
import { isAddress } from './address.js';
import { fitting, LARGEST_BYTES } from './fitting.js';
import { frameOf, type Frame } from './frame.js';
import { emailHtml, type Letter } from './layout.js';
import { plain, plainLine } from './plain.js';
import { emailText } from './text.js';
import { EMAIL_WORDS } from './words.js';

export interface Email {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  headers: Record<string, string>;
}

/** An email as it leaves, or why it never will. One that cannot be made takes no other one with it. */
export function composed(item: Outgoing, config: Config): Email | KnownOutcome {
  if (!isAddress(item.to)) return { kind: 'nowhere', reason: 'INVALID_ADDRESS' };
  try {
    const email = emailOf(item, config);
    return Buffer.byteLength(email.html) > LARGEST_BYTES ? TOO_LARGE : email;
  } catch (error) {
    return {
      kind: 'reject',
      code: 'WORDING',
      error: `The email cannot be made: ${(error as Error).message}`,
    };
  }
}

const TOO_LARGE: KnownOutcome = {
  kind: 'reject',
  code: 'TOO_LARGE',
  error: `An email takes up to ${LARGEST_BYTES / 1_000} kB of text.`,
};

/** Its Message-ID comes from the delivery, so that a repetition is recognised as one. */
export function emailOf(item: Outgoing, config: Config): Email {
  const { locale } = item.reader;
  const words = EMAIL_WORDS[locale];
  const { brand, from } = config.providers.email;
  const letter = letterOf(item, config);
  const because = letter.unsubscribe === undefined ? words.becauseAll : words.because;
  const sender = brand.address === undefined ? brand.name : `${brand.name}\n${brand.address}`;
  return {
    to: item.to,
    from,
    subject: letter.title,
    text: emailText(letter, because(brand.name), words.unsubscribe, sender),
    html: emailHtml(letter, frameFor(config, locale)),
    messageId: `<${item.deliveryId}@${new URL(config.http.publicUrl).hostname}>`,
    headers: { 'X-Munadi-Type': item.type, ...farewell(letter.unsubscribe) },
  };
}

function letterOf(item: Outgoing, config: Config): Letter {
  const { open, cut } = EMAIL_WORDS[item.reader.locale];
  const body = plain(item.said.message);
  return {
    title: plainLine(item.said.title),
    // Who has a feed finds the whole of it there; for a bare address this is all there is.
    body: item.userId === null ? body : fitting(body, cut),
    list: (item.collected?.items ?? []).map(({ title, message, at, link, notificationId }) => ({
      title: plainLine(title),
      message: plainLine(message),
      at,
      url:
        notificationId === undefined
          ? targetOf(link, config)
          : linkOf({ ...item, link, notificationId }, config),
    })),
    closing: item.collected?.more ?? undefined,
    url: linkOf(item, config),
    unsubscribe: unsubscribeOf(item, config),
    open,
  };
}

/** Nobody can switch off what everybody gets; and a bare address has no choices of its own. */
function unsubscribeOf({ userId, type }: Outgoing, config: Config): string | undefined {
  if (userId === null || mandatoryChannels(type).includes('EMAIL')) return undefined;
  return unsubscribeLink({ userId, type }, config);
}

/** RFC 8058: the reader's own program can do it, in one click. */
const farewell = (link: string | undefined): Record<string, string> =>
  link === undefined
    ? {}
    : { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

const frames = new WeakMap<Config, Map<Locale, Frame>>();

function frameFor(config: Config, locale: Locale): Frame {
  const known = frames.get(config) ?? new Map<Locale, Frame>();
  frames.set(config, known);
  const frame = known.get(locale) ?? frameOf(config.providers.email.brand, locale);
  known.set(locale, frame);
  return frame;
}
