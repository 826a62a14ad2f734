import { Injectable, Logger } from '@nestjs/common';
import { localeOf } from '../directory/locales.js';
import type { Channel } from '../notifications/vocabulary.js';
import type { Reader, Said } from '../notifications/wording/say.js';
import { WordingError, WordsOf } from '../notifications/wording/words-of.js';
import { Config } from '../platform/config/config.js';
import { step } from '../platform/observability/steps.js';
import type { KnownOutcome, Outcome, Outgoing, Provider } from './channels/provider.js';
import { Providers } from './channels/providers.js';
import type { Claimed } from './claim.sql.js';
import { costOf } from './costs/cost-of.js';
import type { Deadline } from './deadline.js';
import { decideFinish } from './finish.js';
import type { Finished } from './finish.sql.js';
import type { OutgoingMessage } from './find-message.sql.js';

/** Words what was claimed of a channel and hands it to the channel's provider. */
@Injectable()
export class Sender {
  private readonly logger = new Logger(Sender.name);

  constructor(
    private readonly config: Config,
    private readonly providers: Providers,
    private readonly words: WordsOf,
  ) {}

  /** To be awaited before they are claimed: what fails here has not begun. */
  async ready(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.words.ready(messages);
  }

  /** What became of each. What is missing in the answer is not known, and stays claimed until it is reaped. */
  async send(
    message: OutgoingMessage,
    channel: Channel,
    items: readonly Claimed[],
    deadline: Deadline,
  ): Promise<Finished<Claimed>[]> {
    return await this.sendWorded(channel, items, (item) => this.word(message, item), deadline);
  }

  /** The same with words that the caller knows. */
  async sendWorded(
    channel: Channel,
    items: readonly Claimed[],
    word: Wording,
    deadline: Deadline,
  ): Promise<Finished<Claimed>[]> {
    const providers = this.providers.of(channel);
    const { retryDelaysMs } = this.config.rules;
    const byPlace = Map.groupBy(items, ({ provider }) =>
      Math.max(
        0,
        providers.findIndex(({ name }) => name === provider),
      ),
    );
    const finished = await Promise.all(
      [...byPlace].map(async ([place, those]) => {
        const finish: Finisher = (item, outcome, by = null) => {
          const chances = { tries: item.tries, retryDelaysMs, nextProvider: providers[place + 1]?.name };
          const flaw = outcome.kind === 'reject' ? outcome.address : undefined;
          return { delivery: item, provider: by, finish: decideFinish(outcome, chances), flaw };
        };
        const provider = providers[place];
        if (!provider) return those.map((item) => finish(item, notConfigured(channel)));
        return await this.through(provider, word, those, finish, deadline);
      }),
    );
    return finished.flat();
  }

  private async through(
    provider: Provider,
    word: Wording,
    items: readonly Claimed[],
    finish: Finisher,
    deadline: Deadline,
  ): Promise<Finished<Claimed>[]> {
    const finished: Finished<Claimed>[] = [];
    const ready: { item: Claimed; outgoing: Outgoing }[] = [];
    for (const item of items) {
      const outgoing = word(item);
      if ('kind' in outgoing) finished.push(finish(item, outgoing));
      else ready.push({ item, outgoing });
    }
    if (ready.length === 0) return finished;
    if (deadline.passed) return [...finished, ...ready.map(({ item }) => finish(item, HELD_UP))];

    const deliveries = ready.map(({ item }) => item);
    const [first] = deliveries;
    const passed = { messageId: first?.messageId, channel: first?.channel, deliveries };
    step('deliver.worded', passed);
    const outcomes = await this.ask(
      provider,
      ready.map(({ outgoing }) => outgoing),
      deadline,
    );
    step('deliver.sent', passed);
    ready.forEach(({ item, outgoing }, place) => {
      const outcome = outcomes[place];
      if (!outcome || outcome.kind === 'unknown') return;
      const cost = outcome.kind === 'sent' ? this.cost(outgoing, provider, outcome.cost) : undefined;
      const by = outcome.kind === 'nowhere' ? null : provider.name;
      finished.push({ ...finish(item, outcome, by), cost });
    });
    return finished;
  }

  /** One that throws tells nothing of what it was given, but what is known of the others is recorded. */
  private async ask(provider: Provider, batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    try {
      return await provider.send(batch, deadline);
    } catch (error) {
      const [first] = batch;
      const what = { provider: provider.name, messageId: first?.messageId, count: batch.length };
      this.logger.error({ err: error, ...what }, 'A provider failed, and it is not known what it has sent');
      return [];
    }
  }

  private cost(outgoing: Outgoing, { name }: Provider, reported?: number): number {
    return costOf(outgoing, name, this.config.costs.prices, reported);
  }

  /** As the feed says it: without the greeting that an email of its own has. */
  briefly(message: OutgoingMessage, item: Claimed): Said | undefined {
    const said = this.words.orPlain(message, readerOf(item));
    return said.message === '' ? undefined : said;
  }

  word(message: OutgoingMessage, item: Claimed): ReturnType<Wording> {
    if (item.to === null) return { kind: 'nowhere', reason: 'NO_ADDRESS' };
    const reader = readerOf(item);
    try {
      return {
        deliveryId: item.id,
        notificationId: item.notificationId,
        messageId: message.id,
        userId: item.userId,
        channel: item.channel,
        to: item.to,
        type: message.type,
        declaration: message.declaration,
        priority: message.priority,
        said: this.words.message(message, reader, item.channel),
        data: message.data,
        link: message.link,
        reader,
      };
    } catch (error) {
      if (!(error instanceof WordingError)) throw error;
      return { kind: 'reject', code: 'WORDING', error: error.message };
    }
  }
}

type Finisher = (item: Claimed, outcome: KnownOutcome, by?: string | null) => Finished<Claimed>;
type Wording = (item: Claimed) => Outgoing | KnownOutcome;

const readerOf = ({ locale, timezone }: Claimed): Reader => ({ locale: localeOf(locale), timezone });

const HELD_UP: KnownOutcome = {
  kind: 'retry',
  code: 'HELD_UP',
  error: 'The worker was held up for so long that it let it be.',
};

const notConfigured = (channel: Channel): KnownOutcome => ({
  kind: 'reject',
  code: 'NOT_CONFIGURED',
  error: `No provider is configured for ${channel}, and in production nothing stands in for it.`,
});
