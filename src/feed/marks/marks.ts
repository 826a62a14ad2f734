import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { Feed } from '../feed.js';
import { archive, unarchive } from './archive.sql.js';
import { markRead, markUnread } from './read.sql.js';
import { markSeen } from './seen.sql.js';

/**
 * What a member does with what they got; their other windows hear of it. The same for REST and for sockets.
 * Each answers how many really changed.
 */
@Injectable()
export class Marks {
  constructor(
    private readonly database: Database,
    private readonly feed: Feed,
    private readonly realtime: Realtime,
  ) {}

  async read(userId: string, ids: readonly string[] | 'all'): Promise<number> {
    const changed = await markRead(this.database, userId, ids);
    if (ids === 'all' && changed.length > 0) this.realtime.toUser(userId, 'notification:read-all');
    else this.tell(userId, 'notification:read', changed);
    return await this.counted(userId, changed);
  }

  async unread(userId: string, ids: readonly string[]): Promise<number> {
    return await this.counted(userId, await markUnread(this.database, userId, ids));
  }

  async seen(userId: string, ids: readonly string[] | 'all'): Promise<number> {
    return await this.counted(userId, await markSeen(this.database, userId, ids));
  }

  async archive(userId: string, ids: readonly string[]): Promise<number> {
    const changed = await archive(this.database, userId, ids);
    this.tell(userId, 'notification:archived', changed);
    return await this.counted(userId, changed);
  }

  async unarchive(userId: string, ids: readonly string[]): Promise<number> {
    return await this.counted(userId, await unarchive(this.database, userId, ids));
  }

  private tell(userId: string, event: string, ids: readonly string[]): void {
    for (const id of ids) this.realtime.toUser(userId, event, id);
  }

  private async counted(userId: string, changed: readonly string[]): Promise<number> {
    if (changed.length > 0) {
      const { count } = await this.feed.unread(userId);
      this.realtime.toUser(userId, 'notification:unread-count', { count });
    }
    return changed.length;
  }
}
