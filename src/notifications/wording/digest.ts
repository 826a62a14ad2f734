import type { Locale } from '../../directory/locales.js';
import { newOfType } from './digest-subjects.js';
import type { Reader, Said } from './say.js';
import { shorten } from './shorten.js';
import { word } from './wording.js';

/** Something that an email tells among other things. */
export interface Collected extends Said {
  link: string | null;
  /** Whose link it is, for one that reads it. */
  notificationId?: string;
  /** When it came, in words. */
  at: string;
}

export interface DigestWords {
  subject: string;
  greeting: string;
  items: Collected[];
  /** How many more there are than it tells; null where it tells all. */
  more: string | null;
}

type Told = Omit<Collected, 'at'> & { at: Date };

const GREETING: Record<Locale, string> = {
  en: 'Hello, this has come for you since {since, date, medium}, {since, time, short}.',
  hi: 'नमस्ते, {since, date, medium}, {since, time, short} से अब तक आपके लिए यह आया है।',
  gu: 'નમસ્તે, {since, date, medium}, {since, time, short} થી અત્યાર સુધી તમારા માટે આ આવ્યું છે.',
};
const MORE: Record<Locale, string> = {
  en: '{count, plural, one {And # more, which is in the app.} other {And # more, which are in the app.}}',
  hi: '{count, plural, one {और # बाकी है, जो आपको ऐप में मिलेगा।} other {और # बाकी हैं, जो आपको ऐप में मिलेंगे।}}',
  gu: '{count, plural, one {અને # બાકી છે, જે તમને ઍપમાં મળશે.} other {અને # બાકી છે, જે તમને ઍપમાં મળશે.}}',
};
const AT = '{at, date, medium}, {at, time, short}';

/** About two lines of an email. */
const LONGEST = 160;

/** What one email says of several things that came since the last one, the newest of them last. */
export function digestWords(
  type: string,
  told: readonly Told[],
  untold: number,
  reader: Reader,
): DigestWords {
  const { locale, timezone } = reader;
  const inWords = (text: string, values: Record<string, string | number>) =>
    word(text, values, locale, timezone);
  return {
    subject: inWords(newOfType(type, locale), { count: told.length + untold }),
    greeting: inWords(GREETING[locale], { since: told[0]?.at.toISOString() ?? '' }),
    items: told.map(({ title, message, link, notificationId, at }) => ({
      title: shorten(title, LONGEST),
      message: shorten(message, LONGEST),
      link,
      notificationId,
      at: inWords(AT, { at: at.toISOString() }),
    })),
    more: untold === 0 ? null : inWords(MORE[locale], { count: untold }),
  };
}
