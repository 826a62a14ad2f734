import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { localeOf } from '../directory/locales.js';
import type { Channel } from '../notifications/vocabulary.js';
import { WordingError, WordsOf } from '../notifications/wording/words-of.js';
import { Database } from '../platform/database/database.js';
import { isDatabaseUnavailable } from '../platform/errors/database-unavailable.js';
import type { Hints } from '../platform/queues/hints.js';
import { LANE_SETTINGS } from '../platform/queues/lanes.js';
import { OnHint } from '../platform/queues/on-hint.js';
import type { KnownOutcome, Outgoing } from './channels/provider.js';
import { Providers } from './channels/providers.js';
import { claimDue, LEASE_SECONDS, type Claimed } from './claim.sql.js';
import { decideFinish, NOWHERE_TO_GO, TOO_LATE, type Finish } from './finish.js';
import { finishBatch, type Finished } from './finish.sql.js';
import { findMessage, type OutgoingMessage } from './find-message.sql.js';

/** Well below the lease, so that an outcome can still be recorded. */
const DEADLINE_MS = (LEASE_SECONDS * 1_000) / 2;

/** Claims a batch, sends it by its channels, and records what became of it. */
@Injectable()
export class Deliverer {
  private readonly logger = new Logger(Deliverer.name);

  constructor(
    private readonly database: Database,
    private readonly providers: Providers,
    private readonly words: WordsOf,
  ) {}

  @OnHint('deliver')
  async deliver({ messageId, batch }: Hints['deliver']): Promise<void> {
    const leaseToken = randomUUID();
    const claimed = await claimDue(this.database, messageId, batch, leaseToken);
    if (claimed.length === 0) return;
    const message = await findMessage(this.database, messageId);
    if (!message) throw new Error(`The message ${messageId} is gone, but not its deliveries.`);

    const byChannel = Map.groupBy(claimed, (each) => each.channel);
    await Promise.all(
      [...byChannel].map(([channel, items]) =>
        this.byChannel(messageId, message, leaseToken, channel, items),
      ),
    );
  }

  private async byChannel(
    messageId: string,
    message: OutgoingMessage,
    leaseToken: string,
    channel: Channel,
    items: readonly Claimed[],
  ): Promise<void> {
    const started = performance.now();
    const finished = message.expired
      ? items.map((item) => ended(item, TOO_LATE))
      : await this.send(messageId, message, channel, items);
    const tookMs = Math.round(performance.now() - started);
    const recorded = await this.record(() =>
      finishBatch(this.database, messageId, leaseToken, tookMs, finished),
    );
    if (recorded < finished.length) {
      this.logger.warn(
        { messageId, channel, late: finished.length - recorded },
        'A lease was taken over before its end',
      );
    }
  }

  /** The outcomes are known, so while the database is away it keeps at it: what is not recorded counts as unknown. */
  private async record(finish: () => Promise<number>): Promise<number> {
    const giveUp = performance.now() + LEASE_SECONDS * 1_000;
    for (;;) {
      try {
        return await finish();
      } catch (error) {
        if (!isDatabaseUnavailable(error) || performance.now() > giveUp) throw error;
        await sleep(500);
      }
    }
  }

  private async send(
    messageId: string,
    message: OutgoingMessage,
    channel: Channel,
    items: readonly Claimed[],
  ): Promise<Finished[]> {
    const provider = this.providers.of(channel);
    const ready: { item: Claimed; outgoing: Outgoing }[] = [];
    const finished: Finished[] = [];
    const finish = (item: Claimed, outcome: KnownOutcome, by: string | null) =>
      finished.push(
        ended(item, decideFinish(outcome, item.attempt, LANE_SETTINGS[message.lane].retryDelaysMs), by),
      );

    for (const item of items) {
      if (!provider) finish(item, notConfigured(channel), null);
      else if (item.to === null) finished.push(ended(item, NOWHERE_TO_GO));
      else {
        const outgoing = this.word(messageId, message, { ...item, to: item.to });
        if ('kind' in outgoing) finish(item, outgoing, null);
        else ready.push({ item, outgoing });
      }
    }
    if (!provider || ready.length === 0) return finished;

    // Where nobody knows what was taken, by an outcome or because it throws, it stays SENDING until the clock reaps it.
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const outcomes = await provider.send(
      ready.map(({ outgoing }) => outgoing),
      deadline,
    );
    ready.forEach(({ item }, place) => {
      const outcome = outcomes[place];
      if (outcome && outcome.kind !== 'unknown') finish(item, outcome, provider.name);
    });
    return finished;
  }

  private word(
    messageId: string,
    message: OutgoingMessage,
    item: Claimed & { to: string },
  ): Outgoing | KnownOutcome {
    const reader = { locale: localeOf(item.locale), timezone: item.timezone };
    try {
      return {
        deliveryId: item.id,
        notificationId: item.notificationId,
        messageId,
        userId: item.userId,
        channel: item.channel,
        to: item.to,
        type: message.type,
        said: this.words.message(message, reader),
        link: message.link,
        reader,
      };
    } catch (error) {
      if (!(error instanceof WordingError)) throw error;
      return { kind: 'reject', code: 'WORDING', error: error.message };
    }
  }
}

const ended = (item: Claimed, finish: Finish, provider: string | null = null): Finished => ({
  deliveryId: item.id,
  provider,
  finish,
});

const notConfigured = (channel: Channel): KnownOutcome => ({
  kind: 'reject',
  code: 'NOT_CONFIGURED',
  error: `No provider is configured for ${channel}, and in production nothing stands in for it.`,
});
