import { theseUsers } from '../../src/audience/audience.js';
import type { Outcome, Outgoing, Provider } from '../../src/delivery/channels/provider.js';
import { DigestEmails } from '../../src/delivery/digests/digest-emails.js';
import { closeDue } from '../../src/delivery/digests/close-due.sql.js';
import { Spending } from '../../src/delivery/costs/spending.js';
import { Digests } from '../../src/delivery/digests/digests.js';
import { Punctuality } from '../../src/delivery/punctuality.js';
import { Sender } from '../../src/delivery/sender.js';
import { Asking } from '../../src/delivery/traffic/asking.js';
import { Breakers } from '../../src/delivery/traffic/breakers.js';
import { Bulkhead } from '../../src/delivery/traffic/bulkhead.js';
import { Rates } from '../../src/delivery/traffic/rates.js';
import { Traffic } from '../../src/delivery/traffic/traffic.js';
import { Catalog } from '../../src/notifications/catalog/catalog.js';
import type { MessageDraft } from '../../src/notifications/planning/message-draft.js';
import { Planner } from '../../src/notifications/planning/planner.js';
import { Publications } from '../../src/notifications/templates/publications.js';
import { Events } from '../../src/platform/events/events.js';
import { WordsOf } from '../../src/notifications/wording/words-of.js';
import { Database } from '../../src/platform/database/database.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { testConfig } from './http-app.js';

/** Digests with the real database and everything of theirs but queues, which are not needed for anything. */
export class DigestScene {
  readonly sent: Outgoing[] = [];
  /** What the provider says to the next emails, one after another; then it takes all. */
  answers: (Outcome | Error)[] = [];
  readonly digests: Digests;
  private dying: (() => void) | undefined;
  private readonly planner: Planner;

  static async begin(database: Database): Promise<DigestScene> {
    return new DigestScene(database, new WordsOf(await Catalog.load(), new Publications(database)));
  }

  private constructor(
    readonly database: Database,
    words: WordsOf,
  ) {
    const queues = {
      hint: () => Promise.resolve(),
      putOff: () => Promise.resolve(),
      showDead: () => Promise.resolve(),
    } as never;
    const config = testConfig({ rules: { ...testConfig().rules, throttlePerHour: 1_000_000 } });
    const metrics = new Metrics();
    const traffic = new Traffic(new Breakers(database, metrics), new Rates(config, database), new Asking());
    const sender = new Sender(config, { of: () => [this.provider] } as never, traffic, words);
    const emails = new DigestEmails(database, sender);
    const punctuality = new Punctuality(metrics);
    this.digests = new Digests(
      database,
      emails,
      sender,
      queues,
      punctuality,
      new Spending(metrics),
      new Bulkhead(),
    );
    this.planner = new Planner(config, database, queues, new Events(), { tell: () => {} } as never);
  }

  private readonly provider: Provider = {
    name: 'fake',
    channels: ['EMAIL'],
    configured: true,
    send: async (batch) => {
      if (this.dying) {
        this.dying();
        return await new Promise<never>(() => {});
      }
      const answer = this.answers.shift() ?? { kind: 'sent' };
      if (answer instanceof Error) throw answer;
      if (answer.kind === 'sent') this.sent.push(...batch);
      return await Promise.resolve(batch.map(() => answer));
    },
  };

  /** Somebody who wants their emails collected. */
  async reader(digest = 'HOURLY'): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(
      `WITH person AS (INSERT INTO users (name, email) VALUES ('Asha', gen_random_uuid() || '@example.test') RETURNING id)
       INSERT INTO preferences (user_id, digest) SELECT id, $1::digest_interval FROM person RETURNING user_id AS id`,
      [digest],
    );
    return row?.id ?? '';
  }

  /** Tells somebody something, and answers the message's id. */
  async tell(userId: string, message: string, over: Partial<MessageDraft> = {}): Promise<string> {
    const accepted = await this.planner.accept({
      type: 'ANNOUNCEMENT',
      cause: { origin: 'EVENT', eventId: crypto.randomUUID(), declaration: 'test' },
      audience: theseUsers(userId),
      channels: ['EMAIL'],
      strategy: 'BROADCAST',
      values: {},
      content: { subject: `About ${message}`, message },
      ...over,
    });
    return accepted?.messageId ?? '';
  }

  /** As if the windows that are open were over by now, and what waits for a retry or a lost worker were due. */
  async timePasses(): Promise<void> {
    await this.database.query('UPDATE digests SET due_at = now() WHERE done_at IS NULL');
    await this.database.query("UPDATE deliveries SET due_at = now() WHERE status = 'RETRYING'");
  }

  async close(): Promise<string[]> {
    return await closeDue(this.database, 0);
  }

  /** What a tick and its hints do. */
  async fire(): Promise<void> {
    await this.timePasses();
    await this.digests.deliver({ digestIds: await this.close() });
  }

  /** The same, by a worker that is killed before the provider answers. */
  async dies(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.dying = resolve;
      void this.fire();
    });
    this.dying = undefined;
  }

  /** What became of everything, as `{ SENT: 2, 'SUPPRESSED EXPIRED': 1 }`. */
  async became(): Promise<Record<string, number>> {
    const rows = await this.database.query<{ became: string; count: number }>(
      "SELECT concat_ws(' ', status, reason) AS became, count(*)::int AS count FROM deliveries GROUP BY 1 ORDER BY 1",
    );
    return Object.fromEntries(rows.map(({ became, count }) => [became, count]));
  }

  /** How many digests are open, closed, and done. */
  async windows(): Promise<{ open: number; closed: number; done: number }> {
    const [row] = await this.database.query<{ open: number; closed: number; done: number }>(
      `SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
              count(*) FILTER (WHERE closed_at IS NOT NULL AND done_at IS NULL)::int AS closed,
              count(*) FILTER (WHERE done_at IS NOT NULL)::int AS done
         FROM digests`,
    );
    return row ?? { open: 0, closed: 0, done: 0 };
  }
}

/** What each email tells, by its messages. */
export const toldBy = (sent: readonly Outgoing[]): string[][] =>
  sent.map(({ said, collected }) => collected?.items.map(({ message }) => message) ?? [said.message]);
