import { Injectable } from '@nestjs/common';
import {
  ChannelProvider,
  type Outcome,
  type Outgoing,
  type Provider,
} from '../delivery/channels/provider.js';
import { WordsOf } from '../notifications/wording/words-of.js';
import { isDatabaseUnavailable } from '../platform/errors/database-unavailable.js';
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
    const found = await this.find(first.messageId, batch);
    if (!found) return batch.map(() => AWAY);
    for (const row of found.rows) {
      const reader = readers.get(row.id);
      if (!reader) continue;
      this.realtime.toUser(row.userId, 'notification:new', feedItem(row, reader, this.words));
      this.realtime.toUser(row.userId, 'notification:unread-count', {
        count: found.unread.get(row.userId)?.count ?? 0,
      });
    }
    return batch.map(() => ({ kind: 'sent', delivered: true }));
  }

  /** Nothing where the database is away: nobody was told yet, so it can simply be done again. */
  private async find(messageId: string, batch: readonly Outgoing[]) {
    try {
      const [rows, unread] = await Promise.all([
        itemsOf(
          this.database,
          messageId,
          batch.map(({ notificationId }) => notificationId),
        ),
        countUnread(
          this.database,
          batch.flatMap(({ userId }) => userId ?? []),
        ),
      ]);
      await this.words.ready(rows);
      return { rows, unread };
    } catch (error) {
      if (isDatabaseUnavailable(error)) return undefined;
      throw error;
    }
  }
}

const AWAY: Outcome = { kind: 'retry', code: 'DATABASE_AWAY', error: 'The database was away.' };
