import type { Locale } from '../../directory/locales.js';
import type { Texts, TextValues } from '../catalog/declare.js';
import { word } from './wording.js';

export interface Reader {
  locale: Locale;
  timezone: string;
}

/** What a notification says to one reader, as plain text. */
export interface Said {
  title: string;
  message: string;
  email: { subject: string; body: string };
}

export function say(texts: Record<Locale, Texts>, values: TextValues, reader: Reader): Said {
  const own = texts[reader.locale];
  const inWords = (text: string) => word(text, values, reader.locale, reader.timezone);
  const title = inWords(own.title);
  const message = inWords(own.message);
  return {
    title,
    message,
    email: own.email
      ? { subject: inWords(own.email.subject), body: inWords(own.email.body) }
      : { subject: title, body: message },
  };
}
