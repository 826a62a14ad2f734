import { Injectable } from '@nestjs/common';
import { localeOf } from '../directory/locales.js';
import type { Channel } from '../notifications/vocabulary.js';
import type { Reader, Said } from '../notifications/wording/say.js';
import { WordingError, WordsOf, type Wordable } from '../notifications/wording/words-of.js';
import { Config } from '../platform/config/config.js';
import { AFTER_UNKNOWN } from './after-unknown.js';
import { TOGETHER } from './channels/order.js';
import type { KnownOutcome, Outgoing, Provider } from './channels/provider.js';
import { Providers } from './channels/providers.js';
import type { Claimed } from './claim.sql.js';
import { costOf } from './costs/cost-of.js';
import type { Deadline } from './deadline.js';
import { decideFinish, putOff, type Chances } from './finish.js';
import type { Finished } from './finish.sql.js';
import type { OutgoingMessage } from './find-message.sql.js';
import type { Passage, Ready } from './traffic/passage.js';
import { Traffic } from './traffic/traffic.js';

export interface Sent {
  finished: Finished<Claimed>[];
  /** Of some that a provider keeps waiting, later on: these are to be recorded as well. */
  late: readonly Promise<Finished<Claimed>[]>[];
}

/** Words what was claimed of a channel and hands it to the channel's providers. */
@Injectable()
export class Sender {
  constructor(
    private readonly config: Config,
    private readonly providers: Providers,
    private readonly traffic: Traffic,
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
  ): Promise<Sent> {
    return await this.sendWorded(channel, items, (item) => this.word(message, item), deadline);
  }

  /** The same with words that the caller knows. */
  async sendWorded(
    channel: Channel,
    items: readonly Claimed[],
    word: Wording,
    deadline: Deadline,
  ): Promise<Sent> {
    const finished: Finished<Claimed>[] = [];
    const ready: Ready[] = [];
    for (const item of items) {
      const outgoing = word(item);
      if ('kind' in outgoing) finished.push(this.unasked(item, outgoing));
      else ready.push({ item, outgoing });
    }
    const ways = [...Map.groupBy(ready, (each) => this.wayOf(channel, each)).values()];
    const sent = await Promise.all(ways.map((those) => this.goBy(channel, those, deadline)));
    return {
      finished: [...finished, ...sent.flatMap((each) => each.finished)],
      late: sent.flatMap((each) => each.late),
    };
  }

  /** Who is asked, from the one on that it goes by now: what goes the same way goes together. */
  private wayOf(channel: Channel, { item, outgoing }: Ready): string {
    return wayFrom(this.providers.of(channel, outgoing.to), item)
      .map(({ name }) => name)
      .join();
  }

  private async goBy(channel: Channel, ready: readonly Ready[], deadline: Deadline): Promise<Sent> {
    const [first] = ready;
    if (!first) return { finished: [], late: [] };
    const all = this.providers.of(channel, first.outgoing.to);
    if (all.length === 0)
      return { finished: ready.map(({ item }) => this.unasked(item, notConfigured(channel))), late: [] };
    if (TOGETHER.has(channel)) {
      const { passages } = await this.traffic.together(all, ready, deadline);
      return {
        finished: passages.flatMap((each) => this.finished(each)),
        late: [],
      };
    }
    const way = wayFrom(all, first.item);
    const finish = (passages: readonly Passage[]) => passages.flatMap((each) => this.finished(each, way));
    const { passages, late } = await this.traffic.through(way, ready, deadline);
    return { finished: finish(passages), late: late.map((each) => each.then(finish)) };
  }

  /** Nothing where nobody knows whether it was taken, and a repetition would not be harmless: its lease decides. */
  private finished(passage: Passage, way: readonly Provider[] = []): Finished<Claimed>[] {
    const { item, outgoing } = passage.ready;
    if ('hold' in passage)
      return [{ delivery: item, provider: null, finish: putOff(passage.hold, item.tries) }];
    const { by } = passage;
    const outcome = passage.outcome?.kind === 'unknown' ? unanswered(item, passage.outcome) : passage.outcome;
    if (!outcome) return [];
    const chances = { ...chancesWith(by, way, item), retryDelaysMs: this.config.rules.retryDelaysMs };
    return [
      {
        delivery: item,
        provider: outcome.kind === 'nowhere' ? null : by.name,
        finish: decideFinish(outcome, chances),
        flaw: outcome.kind === 'reject' ? outcome.address : undefined,
        cost: outcome.kind === 'sent' ? this.cost(outgoing, by, outcome.cost) : undefined,
      },
    ];
  }

  private unasked(item: Claimed, outcome: KnownOutcome): Finished<Claimed> {
    const chances = { tries: item.tries, retryDelaysMs: this.config.rules.retryDelaysMs };
    return { delivery: item, provider: null, finish: decideFinish(outcome, chances) };
  }

  private cost(outgoing: Outgoing, { name }: Provider, reported?: number): number {
    return costOf(outgoing, name, this.config, reported);
  }

  /** As the feed says it: without the greeting that an email of its own has. */
  briefly(message: OutgoingMessage, item: Claimed): Said | undefined {
    const said = this.words.orPlain(toldTo(item, message), readerOf(item));
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
        lane: message.lane,
        said: this.words.message(toldTo(item, message), reader, item.channel),
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

function unanswered({ channel }: Claimed, { down }: { down?: boolean }): KnownOutcome | undefined {
  if (AFTER_UNKNOWN[channel] !== 'again') return undefined;
  return { kind: 'retry', code: 'NO_ANSWER', error: 'It gave no answer in time, or none to the end.', down };
}

const toldTo = ({ own }: Claimed, message: OutgoingMessage): Wordable =>
  own === null ? message : { ...message, own };

type Wording = (item: Claimed) => Outgoing | KnownOutcome;

/** From the provider that it goes by now. One that is configured no more leaves it to the first. */
function wayFrom(providers: readonly Provider[], { provider }: Claimed): readonly Provider[] {
  const place = providers.findIndex(({ name }) => name === provider);
  return providers.slice(Math.max(0, place));
}

/** With one that is asked in another's place it has all its chances. */
function chancesWith(
  by: Provider,
  way: readonly Provider[],
  { tries }: Claimed,
): Omit<Chances, 'retryDelaysMs'> {
  const [own] = way;
  const nextProvider = way[way.indexOf(by) + 1]?.name;
  if (!own || by === own) return { tries, nextProvider };
  return { tries: 0, nextProvider, insteadOf: { provider: own.name, tries } };
}

const readerOf = ({ locale, timezone }: Claimed): Reader => ({ locale: localeOf(locale), timezone });

const notConfigured = (channel: Channel): KnownOutcome => ({
  kind: 'reject',
  code: 'NOT_CONFIGURED',
  error: `No provider is configured for ${channel}, and in production nothing stands in for it.`,
});
