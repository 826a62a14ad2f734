import { localeOf } from '../directory/locales.js';
import type { Reader } from '../notifications/wording/say.js';
import type { Wordable, WordsOf } from '../notifications/wording/words-of.js';
import type { FeedItem } from './feed.dto.js';

/** A notification as the database has it: whose it is, and without its words. */
export type FeedRow = Omit<FeedItem, 'title' | 'message' | 'read'> & Wordable & { userId: string };

export const readerOf = (person: { locale: string; timezone: string }): Reader => ({
  locale: localeOf(person.locale),
  timezone: person.timezone,
});

export function feedItem(
  { userId: _whose, declaration, content, templateVersion, own, ...row }: FeedRow,
  reader: Reader,
  words: WordsOf,
): FeedItem {
  const { title, message } = words.orPlain(
    { type: row.type, declaration, content, data: row.data, templateVersion, own },
    reader,
  );
  return { ...row, title, message, read: row.readAt !== null };
}
