import { Injectable } from '@nestjs/common';
import {
  ChannelProvider,
  type Outcome,
  type Outgoing,
  type Provider,
} from '../delivery/channels/provider.js';
import { WordsOf } from '../notifications/wording/words-of.js';
import { Database } from '../platform/database/database.js';
import { Realtime } from '../platform/realtime/realtime.js';
import { feedItem } from './feed-item.js';
import { countUnread, itemsOf } from './feed.sql.js';

/** Brings a notification to the open windows of its reader. The feed has it already. */
@Injectable()
@ChannelProvider()
export class InAppProvider implements Provider {
  readonly name = 'in-app';
  readonly channels = ['IN_APP'] as const;
  readonly configured = true;

  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
    private readonly words: WordsOf,
  ) {}

  async send(batch: readonly Outgoing[]): Promise<Outcome[]> {
    const [first] = batch;
    if (!first) return [];
    const readers = new Map(batch.map((item) => [item.notificationId, item.reader]));
    const [rows, unread] = await Promise.all([
      itemsOf(this.database, first.messageId, [...readers.keys()]),
      countUnread(
        this.database,
        batch.flatMap(({ userId }) => userId ?? []),
      ),
    ]);
    for (const row of rows) {
      const reader = readers.get(row.id);
      if (!reader) continue;
      this.realtime.toUser(row.userId, 'notification:new', feedItem(row, reader, this.words));
      this.realtime.toUser(row.userId, 'notification:unread-count', {
        count: unread.get(row.userId)?.count ?? 0,
      });
    }
    return batch.map(() => ({ kind: 'sent', delivered: true }));
  }
}
