import type { Locale } from '../../directory/locales.js';
import type { TextValues } from '../catalog/declare.js';
import type { LiteralText } from '../planning/message-draft.js';
import type { Channel } from '../vocabulary.js';
import type { Said } from './say.js';
import { titleOf } from './titles.js';

/** What somebody typed, in the language of a reader. Without a subject, it is titled with what it is. */
export function literalValues(content: LiteralText, type: string, locale: Locale) {
  const { subject, message } = content.locales?.[locale] ?? content;
  const written = subject ?? content.subject;
  return {
    title: written ?? titleOf(type, locale),
    message,
    titled: written === undefined ? 'no' : 'yes',
  } as const satisfies TextValues;
}

/** Literal text stays literal: braces in it are braces. */
export function quote(content: LiteralText, type: string, locale: Locale, channel: Channel): Said {
  const { title, message, titled } = literalValues(content, type, locale);
  // An SMS has no title of its own, and no room for one that says nothing.
  return { title, message: channel === 'SMS' && titled === 'yes' ? `${title}\n${message}` : message };
}
