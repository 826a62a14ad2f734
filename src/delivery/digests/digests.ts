import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { digestHint, type Hints } from '../../platform/queues/hints.js';
import { OnHint } from '../../platform/queues/on-hint.js';
import { Queues } from '../../platform/queues/queues.js';
import { deadCauses } from '../dead-letters/dead-causes.js';
import type { Deadline } from '../deadline.js';
import { sendingDeadline } from '../deliverer.js';
import { finishBatch, type Finished } from '../finish.sql.js';
import type { KnownOutcome } from '../channels/provider.js';
import { persistently } from '../persistently.js';
import { Punctuality } from '../punctuality.js';
import { Spending } from '../costs/spending.js';
import { Sender } from '../sender.js';
import { Bulkhead } from '../traffic/bulkhead.js';
import { flawsIn, suppressAddresses } from '../suppress.sql.js';
import { claimItems, holdDigests, type Item } from './claim-items.sql.js';
import { DigestEmails } from './digest-emails.js';
import { passOnEarly } from './pass-on.sql.js';
import { settleDigests } from './settle.sql.js';

/** Claims all that is left of closed digests, has each sent as one email, and records that for each of its items. */
@Injectable()
export class Digests {
  private readonly logger = new Logger(Digests.name);

  constructor(
    private readonly database: Database,
    private readonly emails: DigestEmails,
    private readonly sender: Sender,
    private readonly queues: Queues,
    private readonly punctuality: Punctuality,
    private readonly spending: Spending,
    private readonly bulkhead: Bulkhead,
  ) {}

  @OnHint('digest')
  async deliver({ digestIds }: Hints['digest']): Promise<void> {
    const leave = this.bulkhead.enter(LANE, 'EMAIL');
    // What is slow is under way already.
    if (!leave) return await this.queues.putOff(LANE, digestHint(digestIds));
    await this.bulkhead.waitFor(this.claimAndSend(digestIds).finally(leave));
  }

  private async claimAndSend(digestIds: readonly string[]): Promise<void> {
    const leaseToken = randomUUID();
    // Begun before the claim, so that it ends before the lease does.
    const deadline = sendingDeadline();
    const { held, items } = await this.claim(digestIds, leaseToken);
    if (held.length === 0) return;
    if (items.length > 0) await this.send(items, leaseToken, deadline);
    await persistently(() => settleDigests(this.database, held));
  }

  /** Of two workers that are told of the same digest, one has it whole. */
  private async claim(digestIds: readonly string[], leaseToken: string) {
    return await this.database.transaction(async (sql) => {
      const held = await holdDigests(sql, digestIds);
      if (held.length === 0) return { held, items: [] };
      await passOnEarly(sql, held);
      return { held, items: await claimItems(sql, held, leaseToken) };
    });
  }

  private async send(items: readonly Item[], leaseToken: string, deadline: Deadline): Promise<void> {
    const started = performance.now();
    const { letters, failed } = await this.emails.compose(items);
    const byFirst = new Map(letters.map((letter) => [letter.items[0].id, letter]));
    const { finished: early, late } = await this.sender.sendWorded(
      'EMAIL',
      letters.map((letter) => letter.items[0]),
      (item) => byFirst.get(item.id)?.outgoing ?? NOWHERE,
      deadline,
    );
    const sent = [...early, ...(await Promise.all(late)).flat()];
    // What became of the email became of all that it told.
    const finished: Finished<Item>[] = sent.flatMap((each) =>
      (byFirst.get(each.delivery.id)?.items ?? []).map((delivery, place) =>
        // It is paid for once.
        place === 0 ? { ...each, delivery } : { ...each, delivery, cost: undefined },
      ),
    );
    await this.record([...failed, ...finished], leaseToken, Math.round(performance.now() - started));
  }

  private async record(
    finished: readonly Finished<Item>[],
    leaseToken: string,
    tookMs: number,
  ): Promise<void> {
    if (finished.length === 0) return;
    const recorded = await persistently(() => finishBatch(this.database, leaseToken, tookMs, finished));
    this.punctuality.note(LANE, recorded);
    this.spending.note('EMAIL', recorded);
    await suppressAddresses(this.database, flawsIn('EMAIL', finished));
    if (recorded.count > 0) await this.queues.showDead(deadCauses(finished));
    const late = finished.length - recorded.count;
    if (late > 0) this.logger.warn({ late }, 'A lease of a digest was taken over before its end');
  }
}

/** Whose hints digests are. */
const LANE = 'important';
const NOWHERE: KnownOutcome = { kind: 'nowhere', reason: 'NO_ADDRESS' };
