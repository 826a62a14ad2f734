import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { audit } from '../../platform/audit/audit.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { isDatabaseUnavailable } from '../../platform/errors/database-unavailable.js';
import { isDeadlock, undeadlocked } from '../../platform/errors/deadlock.js';
import { Events } from '../../platform/events/events.js';
import type { Allowance } from '../../platform/http/rate-limit.js';
import { step } from '../../platform/observability/steps.js';
import { deliverHint, planHint, type Hints } from '../../platform/queues/hints.js';
import type { Lane } from '../../platform/queues/lanes.js';
import { OnHint } from '../../platform/queues/on-hint.js';
import { Queues } from '../../platform/queues/queues.js';
import { ask, type Held } from '../approvals/asking.js';
import { holdingBack } from '../approvals/needed.js';
import { Spreading } from '../spreading/spreading.js';
import { mandatoryChannels } from '../types.js';
import { acceptanceEntries } from './acceptance.js';
import { insertMessage } from './accept.sql.js';
import { countAudience, nobody } from './audience-size.sql.js';
import type { MessageDraft } from './message-draft.js';
import { noteFailure } from './note-failure.sql.js';
import { planChunk, type PlannedChunk } from './plan-chunk.sql.js';
import type { PlanningMessage } from './planning-message.js';
import type { Route } from './route.js';
import { useAllowance } from './sender-rate.sql.js';
import type { Timed } from './timing.js';
import { findPlanning, type PlanningRow } from './find-planning.sql.js';
import { refuseUnlessConfirmed } from './as-confirmed.js';
import { wayOf } from './way-of.js';

/** An audience up to this size is planned in the accepting transaction, so that the feed has it at once. */
const PLANNED_AT_ONCE = 50;
const NOT_BEGUN: PlannedChunk = { nextBatch: 0, batches: [] };

/** What a message became when it was taken in. */
export interface Accepted extends Route {
  messageId: string;
  recipientCount: number;
  /** What its sender has left of this hour, where they are counted. */
  allowance?: Allowance;
  /** The rule by which it waits for a second head. */
  approval?: Held;
}

/** One that was taken in, and what of it is planned already. */
export interface Taken {
  accepted: Accepted;
  chunk?: PlannedChunk;
}

/** Turns a message into notifications and deliveries, the same way for one person and for a million. */
@Injectable()
export class Planner {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly events: Events,
    private readonly spreading: Spreading,
  ) {}

  /** Takes a message in. Done again for the same event it does nothing. */
  async accept(draft: MessageDraft): Promise<Accepted | undefined> {
    const taken = await undeadlocked(() => this.database.transaction((sql) => this.take(sql, draft)));
    return taken && (await this.announce(taken));
  }

  /** The same inside a transaction; after it has committed, it wants to be announced. */
  async take(sql: Sql, draft: MessageDraft): Promise<Taken | undefined> {
    const recipientCount = await countAudience(sql, draft.audience);
    if (recipientCount === 0 && draft.cause.origin === 'MEMBER') throw nobody();
    if (draft.confirmed) refuseUnlessConfirmed(draft.confirmed.recipientCount, recipientCount);
    const { route, timed } = await wayOf(sql, { ...draft, recipientCount }, this.config.rules);
    // As late as can be: others of this sender wait from here on.
    const allowance = await this.allowance(sql, draft);
    const rule = holdingBack(draft.approval, recipientCount);
    const inserted = await insertMessage(
      sql,
      draft,
      { ...route, ...timed },
      recipientCount,
      rule !== undefined,
    );
    if (!inserted) return undefined;
    const { id: messageId, state } = inserted;
    step('accept.written', { messageId });
    const approval = rule && (await ask(sql, this.events, draft, { messageId, recipientCount, rule }));
    const accepted: Accepted = { messageId, recipientCount, ...route, allowance, approval };
    const chunk = state === 'SCHEDULED' ? undefined : await this.begin(sql, draft, accepted, timed);
    // Last of all, because everybody else's entries wait for it. What follows must not wait for anybody.
    await audit(sql, acceptanceEntries(draft, accepted));
    return { accepted, chunk };
  }

  /** A small audience is planned right away. */
  private async begin(
    sql: Sql,
    draft: MessageDraft,
    { messageId, recipientCount, priority, lane, strategy }: Accepted,
    timed: Timed,
  ): Promise<PlannedChunk> {
    if (recipientCount > PLANNED_AT_ONCE) return NOT_BEGUN;
    const { expiresAt = null, localTime = null, dedupe } = draft;
    const row = {
      ...draft,
      ...timed,
      priority,
      lane,
      strategy,
      id: messageId,
      expiresAt,
      localTime,
      dedupeKey: dedupe?.key ?? null,
      dedupeSeconds: dedupe?.withinSeconds ?? 0,
    };
    return await this.planNext(sql, row);
  }

  /**
   * An occurrence of a schedule is not counted: nobody is there to whom it could be refused. An emergency is
   * refused to nobody.
   */
  private async allowance(sql: Sql, { cause, type }: MessageDraft): Promise<Allowance | undefined> {
    if (cause.origin !== 'MEMBER' || cause.scheduleId !== undefined) return undefined;
    if (type === 'EMERGENCY_ALERT') return undefined;
    return await useAllowance(sql, cause.senderId, this.config.rules.senderPerHour);
  }

  async announce({ accepted, chunk }: Taken): Promise<Accepted> {
    const { messageId, lane } = accepted;
    step('accept.committed', { messageId });
    if (chunk) await this.hint(messageId, lane, chunk);
    step('accept.hinted', { messageId });
    if (chunk?.spread) this.spreading.tell(chunk.spread);
    return accepted;
  }

  /** Plans one more chunk. The next plan hint follows that chunk's deliveries, so a fan-out holds up nobody. */
  @OnHint('plan')
  async plan({ messageId }: Hints['plan']): Promise<void> {
    const row = await findPlanning(this.database, messageId);
    if (!row) return;
    step('plan.begun', { messageId });
    const chunk = await this.planOrNote(row);
    step('plan.committed', { messageId });
    await this.hint(row.id, row.lane, chunk);
    step('plan.hinted', { messageId });
    if (chunk.spread) this.spreading.tell(chunk.spread);
  }

  private async planOrNote(row: PlanningRow): Promise<PlannedChunk> {
    try {
      if (row.dedupeKey === null) return await this.planNext(this.database, row);
      return await this.database.transaction((sql) => this.planNext(sql, row));
    } catch (error) {
      const passing = isDatabaseUnavailable(error) || isDeadlock(error);
      if (!passing) {
        const spread = await noteFailure(this.database, row.id, (error as Error).message);
        if (spread) this.spreading.tell(spread);
      }
      throw error;
    }
  }

  private async planNext(sql: Sql, row: PlanningRow): Promise<PlannedChunk> {
    // Of two messages with one key the second waits here, and sees whom the first one has told.
    if (row.dedupeKey !== null) {
      await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [row.dedupeKey]);
    }
    const message: PlanningMessage = { ...row, mandatory: mandatoryChannels(row.type) };
    return await planChunk(sql, message, this.config.rules.throttlePerHour);
  }

  private async hint(messageId: string, lane: Lane, { batches, nextBatch }: PlannedChunk): Promise<void> {
    const hints = batches.map((batch) => deliverHint(messageId, batch));
    if (nextBatch !== undefined) hints.push(planHint(messageId, nextBatch));
    if (hints.length > 0) await this.queues.hint(lane, hints);
  }
}
