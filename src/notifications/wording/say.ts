import type { Locale } from '../../directory/locales.js';
import type { Texts, TextValues } from '../catalog/declare.js';
import type { Channel } from '../vocabulary.js';
import { word } from './wording.js';

export interface Reader {
  locale: Locale;
  timezone: string;
}

/** What a notification says to one reader on one channel, as plain text. A title is the subject of an email. */
export interface Said {
  title: string;
  message: string;
}

/** Which texts of a declaration a channel says, as ICU. */
const TEXTS_OF: Record<Channel, (texts: Texts) => Said> = {
  IN_APP: ({ title, message }) => ({ title, message }),
  EMAIL: ({ title, message, email }) =>
    email ? { title: email.subject ?? title, message: email.body } : { title, message },
  PUSH: ({ title, message, push }) => (push ? { title: push.title, message: push.body } : { title, message }),
  SMS: ({ title, message, sms }) => ({ title, message: sms ?? `${title}\n${message}` }),
  WHATSAPP: ({ title, message, whatsapp }) => ({ title, message: whatsapp ?? message }),
  WEBHOOK: ({ title, message }) => ({ title, message }),
};

export const textsFor = (texts: Texts, channel: Channel): Said => TEXTS_OF[channel](texts);

export const say = (
  texts: Record<Locale, Texts>,
  values: TextValues,
  reader: Reader,
  channel: Channel,
): Said => fill(textsFor(texts[reader.locale], channel), values, reader);

/** The words of an ICU text. */
export function fill({ title, message }: Said, values: TextValues, reader: Reader): Said {
  const inWords = (text: string) => word(text, values, reader.locale, reader.timezone);
  return { title: inWords(title), message: inWords(message) };
}
