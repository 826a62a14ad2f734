import { Injectable, Logger } from '@nestjs/common';
import { MemberDirectory } from '../../identity/member-directory.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { isDatabaseUnavailable, isUnanswered } from '../../platform/errors/database-unavailable.js';
import { Planner, type Taken } from '../planning/planner.js';
import { Drafting } from '../sending/drafting.js';
import { advance, findDueSchedules, holdDue, setAside, type DueSchedule } from './fire.sql.js';
import { decideOccasion, outcomeOf, type Outcome } from './occasion.js';
import { refuseUnlessRecurring } from './recurring.js';

/** In one round of a tick: nothing else that is due waits longer than these take, and each may have to count a crowd. */
const AT_ONCE = 5;
const ASIDE_MINUTES = 5;

/** Makes the occurrences of schedules that have become due. */
@Injectable()
export class Firing {
  private readonly logger = new Logger(Firing.name);

  constructor(
    private readonly database: Database,
    private readonly members: MemberDirectory,
    private readonly drafting: Drafting,
    private readonly planner: Planner,
  ) {}

  /** Harmless when two replicas do it at once: each takes schedules that the other one does not have. Answers how many. */
  async fireDue(): Promise<number> {
    const due = await findDueSchedules(this.database, AT_ONCE);
    for (const id of due) {
      try {
        await this.fire(id);
      } catch (error) {
        // Then nothing can be said of this schedule, nor done for the others; but it may be this one that takes too long.
        if (isDatabaseUnavailable(error) && !isUnanswered(error)) throw error;
        this.logger.error({ err: error, scheduleId: id }, 'A schedule could not be fired, and is set aside');
        await setAside(this.database, id, ASIDE_MINUTES, FAILED);
      }
    }
    return due.length;
  }

  /** The message and the next moment are written together, or neither is. */
  private async fire(id: string): Promise<void> {
    const taken = await this.database.transaction(async (sql) => {
      const due = await holdDue(sql, id);
      if (!due) return undefined;
      const { outcome, taken } = await this.occur(sql, due);
      await advance(sql, id, decideOccasion(due, outcome));
      return taken;
    });
    if (taken) await this.planner.announce(taken);
  }

  private async occur(sql: Sql, due: DueSchedule): Promise<{ outcome: Outcome; taken?: Taken }> {
    const sender = await this.members.byId(due.senderId);
    if (!sender) return { outcome: { endedBecause: 'Its sender is no longer a member.' } };
    try {
      const draft = await this.drafting.draft(sender, due.notification, due.now, due.id);
      refuseUnlessRecurring(draft.type);
      const taken = await this.planner.take(sql, draft);
      if (!taken) throw new Error('An occurrence was taken for a repetition');
      return { outcome: { messageId: taken.accepted.messageId }, taken };
    } catch (error) {
      const outcome = outcomeOf(error);
      if (!outcome) throw error;
      return { outcome };
    }
  }
}

const FAILED = `Something went wrong on our side; it is tried again after ${ASIDE_MINUTES} minutes.`;
