import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/platform/database/database.js';
import type { Channel } from '../../src/notifications/vocabulary.js';
import { deliverHint } from '../../src/platform/queues/hints.js';
import { Queues } from '../../src/platform/queues/queues.js';
import { startApp, type TestApp } from '../../test/support/app.js';
import { emptyRedis } from '../../test/support/redis-database.js';
import { community } from './community.js';
import { seconds } from './measure.js';
import { waiting } from './waiting.sql.js';

/** A worker that delivers one message to a whole community by one channel, as it would. */
export class OneChannel {
  private constructor(
    readonly app: TestApp,
    readonly database: Database,
    readonly group: string,
    private readonly people: number,
    private readonly channel: Channel,
  ) {}

  static async start(
    channel: Channel,
    people: number,
    settings: Record<string, string>,
  ): Promise<OneChannel> {
    const redis = await emptyRedis();
    const app = await startApp({ REDIS_URL: redis, MUNADI_DEMO: '0', MUNADI_ROLE: 'worker', ...settings });
    const database = app.nest.get(Database);
    return new OneChannel(app, database, await community(database, people), people, channel);
  }

  /** From the claim to the recorded outcome. Each was sent once. */
  async perSecond(): Promise<number> {
    await this.database.query('TRUNCATE notifications, deliveries, attempts, messages');
    const { group, people, channel } = this;
    const { messageId, batches } = await waiting(this.database, { group, people, channel });
    await this.database.query('ANALYZE notifications, deliveries');
    const took = await seconds(async () => {
      const hints = batches.map((batch) => deliverHint(messageId, batch));
      await this.app.nest.get(Queues).hint('important', hints);
      while (await this.underWay(messageId)) await sleep(25);
    });
    const sent = await this.sent(messageId);
    if (sent !== people) throw new Error(`Of ${people} only ${sent} were sent once.`);
    return people / took;
  }

  /** Asked so that looking costs next to nothing. Index: deliveries_lease_idx or deliveries_claim_idx, while there are any. */
  private async underWay(messageId: string): Promise<boolean> {
    const [row] = await this.database.query<{ more: boolean }>(
      `SELECT EXISTS (SELECT FROM deliveries WHERE message_id = $1 AND status = 'PENDING')
           OR EXISTS (SELECT FROM deliveries WHERE message_id = $1 AND status = 'SENDING') AS more`,
      [messageId],
    );
    return row?.more === true;
  }

  private async sent(messageId: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM deliveries WHERE message_id = $1 AND status = 'SENT' AND attempt = 1",
      [messageId],
    );
    return row?.count ?? 0;
  }
}
