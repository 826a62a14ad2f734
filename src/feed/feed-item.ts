import { localeOf } from '../directory/locales.js';
import type { TextValues } from '../notifications/catalog/declare.js';
import type { Channel, DeliveryStatus, Priority } from '../notifications/vocabulary.js';
import type { Reader } from '../notifications/wording/say.js';
import type { WordsOf } from '../notifications/wording/words-of.js';

/** A notification as the database has it. */
export interface FeedRow {
  id: string;
  userId: string;
  type: string;
  declaration: string | null;
  data: TextValues;
  link: string | null;
  priority: Priority;
  readAt: Date | null;
  seenAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  channels: { channel: Channel; status: DeliveryStatus }[];
}

/** A notification as its reader gets it, over REST and on the socket alike. */
export interface FeedItem {
  id: string;
  type: string;
  title: string;
  message: string;
  link: string | null;
  data: TextValues;
  priority: Priority;
  read: boolean;
  readAt: Date | null;
  seenAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  channels: { channel: Channel; status: DeliveryStatus }[];
}

export const readerOf = (person: { locale: string; timezone: string }): Reader => ({
  locale: localeOf(person.locale),
  timezone: person.timezone,
});

export function feedItem(row: FeedRow, reader: Reader, words: WordsOf): FeedItem {
  const { id, type, link, data, priority, readAt, seenAt, archivedAt, createdAt, channels } = row;
  const { title, message } = words.orPlain(row, reader);
  return {
    id,
    type,
    title,
    message,
    link,
    data,
    priority,
    read: readAt !== null,
    readAt,
    seenAt,
    archivedAt,
    createdAt,
    channels,
  };
}
