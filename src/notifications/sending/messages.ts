import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors/app-error.js';
import { progressOf } from '../spreading/spread.js';
import { Counting } from './counting.js';
import type { MessageSummary, MessageView } from './message.view.js';
import type { MessagesQuery } from './messages.dto.js';
import { countDeliveries, findMessage, pageOfMessages, pageOfWaiting } from './messages.sql.js';
import { countsOf, suppressedOf } from './progress.js';

export const noSuchMessage = () => notFound('You have sent no such message.');

/** To a list belong the counts of so many people at most; a message to a million has two million deliveries. */
const COUNTED_IN_A_LIST = 1_000;

/** Whose messages somebody may change: their own, and as an ADMIN everybody's. */
export const senderFor = ({ role, userId }: Caller): string | null => (role === 'ADMIN' ? null : userId);

/** How far messages have come, for who sent them. */
@Injectable()
export class Messages {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly counting: Counting,
  ) {}

  async page(caller: Caller, query: MessagesQuery): Promise<MessageSummary[]> {
    const rows = await pageOfMessages(this.database, senderFor(caller), query);
    const small = rows.filter(({ plannedCount }) => plannedCount <= COUNTED_IN_A_LIST).map(({ id }) => id);
    const counted = Map.groupBy(await countDeliveries(this.database, small), ({ messageId }) => messageId);
    return rows.map((row) => ({
      ...row,
      progress: progressOf(row),
      ...(small.includes(row.id) ? countsOf(counted.get(row.id) ?? []) : { counts: null, cost: null }),
      currency: this.config.costs.currency,
    }));
  }

  /** What waits for somebody to approve it; nothing of it has left. */
  async waitingFor(
    { userId, role }: Caller,
    communities: readonly string[],
    query: { limit: number; cursor?: string },
  ): Promise<MessageView[]> {
    const rows = await pageOfWaiting(this.database, userId, role === 'ADMIN' ? null : communities, query);
    const { currency } = this.config.costs;
    return rows.map((row) => ({
      ...row,
      progress: progressOf(row),
      ...countsOf([]),
      suppressed: {},
      currency,
    }));
  }

  async find(caller: Caller, id: string, how: 'fresh' | 'recent' = 'recent'): Promise<MessageView> {
    const row = await findMessage(this.database, senderFor(caller), id);
    if (!row) throw noSuchMessage();
    const counted = await this.counting.of(row, how);
    return {
      ...row,
      progress: progressOf(row),
      ...countsOf(counted),
      suppressed: suppressedOf(counted),
      currency: this.config.costs.currency,
    };
  }
}
