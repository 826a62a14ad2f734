import type { Locale } from '../../directory/locales.js';
import type { TextValues } from '../catalog/declare.js';
import type { LiteralText } from '../planning/message-draft.js';
import type { Channel } from '../vocabulary.js';
import { fillIn, inOneLine, type Own } from './fill-in.js';
import type { Said } from './say.js';
import { titleOf } from './titles.js';

/**
 * What somebody typed, in the language of a reader, with what is the reader's own. Without a subject, it is titled
 * with what it is.
 */
export function literalValues(content: LiteralText, type: string, locale: Locale, own?: Own | null) {
  const text = content.locales?.[locale] ?? content;
  const title = text.subject ?? content.subject;
  const written = own && title !== undefined ? inOneLine(fillIn(title, own)) : title;
  const message = own ? fillIn(text.message, own) : text.message;
  return {
    title: written ?? titleOf(type, locale),
    message,
    titled: written === undefined ? 'no' : 'yes',
  } as const satisfies TextValues;
}

/** Literal text stays literal: braces in it are braces, but for a reader who has something of their own. */
export function quote(
  content: LiteralText,
  type: string,
  locale: Locale,
  channel: Channel,
  own?: Own | null,
): Said {
  const { title, message, titled } = literalValues(content, type, locale, own);
  // An SMS has no title of its own, and no room for one that says nothing.
  return { title, message: channel === 'SMS' && titled === 'yes' ? `${title}\n${message}` : message };
}
