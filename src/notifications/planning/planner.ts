import { Injectable } from '@nestjs/common';
import type { Audience } from '../../audience/audience.js';
import { countRecipients } from '../../audience/recipients.js';
import { Config } from '../../platform/config/config.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { deliverHint, planHint, type Hints } from '../../platform/queues/hints.js';
import type { Lane } from '../../platform/queues/lanes.js';
import { OnHint } from '../../platform/queues/on-hint.js';
import { Queues } from '../../platform/queues/queues.js';
import { mandatoryChannels } from '../types.js';
import { insertMessage } from './accept.sql.js';
import type { MessageDraft } from './message-draft.js';
import { planChunk, type PlannedChunk, type PlanningMessage } from './plan-chunk.sql.js';
import { decideRoute, delaysOf } from './route.js';
import { findPlanning } from './find-planning.sql.js';

/** An audience up to this size is planned in the accepting transaction, so that the feed has it at once. */
const PLANNED_AT_ONCE = 50;
const NOT_BEGUN: PlannedChunk = { nextBatch: 0, batches: [] };

/** Turns a message into notifications and deliveries, the same way for one person and for a million. */
@Injectable()
export class Planner {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  /** Takes a message in. Done again for the same event it does nothing. */
  async accept(draft: MessageDraft): Promise<void> {
    const accepted = await this.database.transaction(async (sql) => {
      const recipientCount = await count(sql, draft.audience);
      const route = decideRoute({ ...draft, recipientCount }, this.config.rules.bulkThreshold);
      const id = await insertMessage(sql, draft, route, recipientCount);
      if (!id) return undefined;

      const message: PlanningMessage = {
        id,
        type: draft.type,
        audience: draft.audience,
        channels: draft.channels,
        delays: delaysOf(route.strategy, draft.channels),
        mandatory: mandatoryChannels(draft.type),
        lane: route.lane,
      };
      const chunk = recipientCount <= PLANNED_AT_ONCE ? await planChunk(sql, message) : NOT_BEGUN;
      return { message, chunk };
    });
    if (accepted) await this.hint(accepted.message.id, accepted.message.lane, accepted.chunk);
  }

  /** Plans one more chunk. The next plan hint follows that chunk's deliveries, so a fan-out holds up nobody. */
  @OnHint('plan')
  async plan({ messageId }: Hints['plan']): Promise<void> {
    const row = await findPlanning(this.database, messageId);
    if (!row) return;
    const message = {
      ...row,
      mandatory: mandatoryChannels(row.type),
      delays: delaysOf(row.strategy, row.channels),
    };
    await this.hint(message.id, message.lane, await planChunk(this.database, message));
  }

  private async hint(messageId: string, lane: Lane, { batches, nextBatch }: PlannedChunk): Promise<void> {
    const hints = batches.map((batch) => deliverHint(messageId, batch));
    if (nextBatch !== undefined) hints.push(planHint(messageId, nextBatch));
    if (hints.length > 0) await this.queues.hint(lane, hints);
  }
}

async function count(sql: Sql, audience: Audience): Promise<number> {
  const values: unknown[] = [];
  const [row] = await sql.query<{ count: number }>(
    countRecipients(audience, (value) => `$${values.push(value)}`),
    values,
  );
  return row?.count ?? 0;
}
