import { Injectable } from '@nestjs/common';
import { WordsOf } from '../notifications/wording/words-of.js';
import { notFound } from '../platform/errors/app-error.js';
import { Database } from '../platform/database/database.js';
import { feedItem, readerOf } from './feed-item.js';
import type { FeedItem } from './feed.dto.js';
import { countFeed, countUnread, feedPage, findItem, type Page, type Unread } from './feed.sql.js';

export const noSuchNotification = () => notFound('You have no such notification.');

interface Reading {
  userId: string;
  locale: string;
  timezone: string;
}

/** What a member sees. */
@Injectable()
export class Feed {
  constructor(
    private readonly database: Database,
    private readonly words: WordsOf,
  ) {}

  async page(member: Reading, page: Page): Promise<FeedItem[]> {
    const rows = await feedPage(this.database, member.userId, page);
    await this.words.ready(rows);
    return rows.map((row) => feedItem(row, readerOf(member), this.words));
  }

  async total(member: Reading, page: Page): Promise<number> {
    return await countFeed(this.database, member.userId, page);
  }

  async item(member: Reading, id: string): Promise<FeedItem> {
    const row = await findItem(this.database, member.userId, id);
    if (!row) throw noSuchNotification();
    await this.words.ready([row]);
    return feedItem(row, readerOf(member), this.words);
  }

  async unread(userId: string): Promise<Unread> {
    return (await countUnread(this.database, [userId])).get(userId) ?? { count: 0, unseen: 0 };
  }
}
