import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Queues } from '../../platform/queues/queues.js';
import { bringForward } from '../bring-forward.sql.js';
import { distinctCauses } from '../dead-letters/dead-causes.js';
import { findMessages } from '../find-message.sql.js';
import type { FailedLate } from './apply-reports.sql.js';

/** What follows where a provider tells afterwards that something did not arrive: the same as where a worker sees it. */
@Injectable()
export class LateFailures {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  /** Who dies before it leaves the next steps their own times, and the board a line short. */
  async follow(failed: readonly FailedLate[]): Promise<void> {
    if (failed.length === 0) return;
    await this.queues.showDead(distinctCauses(failed.map(({ cause }) => cause)));
    const byMessage = Map.groupBy(failed, ({ cause }) => cause.messageId);
    const messages = await findMessages(this.database, [...byMessage.keys()]);
    for (const message of messages.filter(({ timings }) => timings !== null)) {
      await bringForward(this.database, message, byMessage.get(message.id) ?? []);
    }
  }
}
