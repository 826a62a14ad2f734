import { Injectable } from '@nestjs/common';
import { Audiences } from '../../audience/audiences.js';
import { JudgingAnew } from '../../audience/judging-anew.js';
import type { Caller } from '../../identity/caller.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { AppError, conflict, unexpected } from '../../platform/errors/app-error.js';
import { undeadlocked } from '../../platform/errors/deadlock.js';
import { strictestRule } from '../approvals/needed.js';
import { AUDIENCE_EMPTY, countAudience } from '../planning/audience-size.sql.js';
import { Planner } from '../planning/planner.js';
import { FewAtOnce } from '../preview/few-at-once.js';
import { Cancelling } from '../sending/cancelling.js';
import { noSuchMessage, senderFor } from '../sending/messages.js';
import { sentAs, type Sent } from '../sending/sent.js';
import { refuseUnlessMaySend } from '../sending/who-may-send.js';
import type { Channel } from '../vocabulary.js';
import { whyNotSayable, whyNotYet } from './obstacle.js';
import { channelsAgain, missedBy, redraft } from './redraft.js';
import { allSent, findOriginal, holdOriginal, type Original } from './resend.sql.js';

const RETRY_SECONDS = 5;

/** Says a message again to those who have not got it, and to nobody twice. */
@Injectable()
export class Resending {
  /** Each has to look at everybody, and whoever waits for another one of the same message holds a connection. */
  private readonly places = new FewAtOnce();

  constructor(
    private readonly database: Database,
    private readonly audiences: Audiences,
    private readonly judging: JudgingAnew,
    private readonly cancelling: Cancelling,
    private readonly planner: Planner,
  ) {}

  /** How many a re-send would go to. */
  async missed(caller: Caller, messageId: string, asked?: readonly Channel[]): Promise<number> {
    return await this.places.run(caller.userId, () => this.count(caller, messageId, asked));
  }

  async resend(caller: Caller, messageId: string, asked?: readonly Channel[]): Promise<Sent> {
    return await this.places.run(caller.userId, () => this.sayAgain(caller, messageId, asked));
  }

  private async count(caller: Caller, messageId: string, asked?: readonly Channel[]): Promise<number> {
    const original = await this.original(caller, messageId);
    const channels = channelsAgain(original.channels, asked);
    const audience = await this.judging.judged(caller, original.audience);
    const all = await allSent(this.database, original.id);
    return await countAudience(
      this.database,
      missedBy(
        audience,
        all.map(({ id }) => id),
        channels,
      ),
    );
  }

  private async sayAgain(caller: Caller, messageId: string, asked?: readonly Channel[]): Promise<Sent> {
    const original = await this.original(caller, messageId);
    refuseUnlessMaySend(original.type, caller.role);
    const notSayable = whyNotSayable(original);
    if (notSayable) throw notSayable;
    const channels = channelsAgain(original.channels, asked);
    const audience = await this.judging.judged(caller, original.audience);
    const approval = strictestRule(original.type, await this.audiences.rulesOver(caller, audience));
    const settled = await this.settle(original.id);

    const take = async (sql: Sql) => {
      const all = await this.holdAll(sql, original.id, settled);
      const draft = redraft(original, missedBy(audience, all, channels), channels, caller.userId);
      return await this.planner.take(sql, { ...draft, approval });
    };
    const taken = await undeadlocked(() => this.database.transaction(take)).catch(andNobodyLeft);
    // Only an event can have been heard before.
    if (!taken) throw unexpected(new Error('A re-send was taken for a repetition'));
    // Who has seen the message spread knows how wide it is.
    return sentAs(await this.planner.announce(taken), { channels, scheduledFor: null, warning: null });
  }

  private async original(caller: Caller, messageId: string): Promise<Original> {
    const original = await findOriginal(this.database, senderFor(caller), messageId);
    if (!original) throw noSuchMessage();
    return original;
  }

  /**
   * What has not left of one that was called back counts as still to come until it is ended, because a worker may
   * just be claiming it. Answers those of which it is certain what has left.
   */
  private async settle(originalId: string): Promise<ReadonlySet<string>> {
    const settled = new Set<string>();
    for (const { id, state } of await allSent(this.database, originalId)) {
      if (state === 'CANCELLED' && (await this.cancelling.end(id))) settled.add(id);
    }
    return settled;
  }

  /** Two at once go one after the other, and the second one knows whom the first one reaches. */
  private async holdAll(sql: Sql, originalId: string, settled: ReadonlySet<string>): Promise<string[]> {
    await holdOriginal(sql, originalId);
    const all = await allSent(sql, originalId);
    const notYet = whyNotYet(all);
    if (notYet) throw notYet;
    if (all.some(({ id, state }) => state === 'CANCELLED' && !settled.has(id))) {
      throw conflict('It is just being called back. Try again when that is through.', RETRY_SECONDS);
    }
    return all.map(({ id }) => id);
  }
}

function andNobodyLeft(error: unknown): never {
  if (error instanceof AppError && error.code === AUDIENCE_EMPTY) {
    throw conflict('Everybody has got it, or will: nobody of its audience has missed it.');
  }
  throw error;
}
