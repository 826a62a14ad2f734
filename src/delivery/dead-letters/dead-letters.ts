import { Injectable, Logger } from '@nestjs/common';
import type { Channel } from '../../notifications/vocabulary.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { DeadCause } from '../../platform/queues/hints.js';
import { OnHint } from '../../platform/queues/on-hint.js';
import { Queues } from '../../platform/queues/queues.js';
import { Deadline } from '../deadline.js';
import { hintBatches } from '../hint-batches.js';
import { listDead, type DeadLetter } from './list-dead.sql.js';
import { countDead, REDRIVE_SIZE, redriveDead } from './redrive.sql.js';
import type { WhichDead } from './which-dead.sql.js';

export interface DeadPage {
  letters: DeadLetter[];
  /** The cursor of the page after it; undefined where there is none. */
  next: string | undefined;
}

export interface Redriven {
  redrivenCount: number;
  /** Left for the next time, where there were too many for one. */
  remainingCount: number;
}

/** Somebody waits for the answer. */
const PATIENCE_MS = 10_000;

/** What was given up: shown to operators, and sent again when they have mended the cause. */
@Injectable()
export class DeadLetters {
  private readonly logger = new Logger(DeadLetters.name);

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  async page(which: WhichDead, limit: number, cursor: string | undefined): Promise<DeadPage> {
    const [at, id] = cursor?.split('_') ?? [];
    const after = at !== undefined && id !== undefined ? { at, id } : undefined;
    const rows = await listDead(this.database, which, this.config.rules.deadLetterDays, { limit, after });
    const places = rows.map((row) => `${row.at}_${row.letter.id}`);
    return {
      letters: rows.map(({ letter }) => letter),
      next: rows.length === limit ? places.at(-1) : undefined,
    };
  }

  /** Safe to ask twice at once, or beside the clock: each delivery is taken by one of them. */
  async redrive(asked: WhichDead, by: string): Promise<Redriven> {
    const { deadLetterDays } = this.config.rules;
    const deadline = new Deadline(PATIENCE_MS);
    const which = { ...asked, to: await this.until(asked.to) };
    let redrivenCount = 0;
    let remainingCount = 0;
    for (;;) {
      const batches = await redriveDead(this.database, which, deadLetterDays);
      await hintBatches(this.queues, batches);
      const count = batches.reduce((sum, each) => sum + each.count, 0);
      redrivenCount += count;
      if (count < REDRIVE_SIZE) break;
      if (!deadline.passed) continue;
      remainingCount = await countDead(this.database, which, deadLetterDays);
      break;
    }
    this.logger.log({ by, which: asked, redrivenCount, remainingCount }, 'Dead letters are sent again');
    return { redrivenCount, remainingCount };
  }

  /** Somebody has pressed “Retry” on the board; with an error it stays there. */
  @OnHint('redrive')
  async retry({ messageId, channel, status, errorCode }: DeadCause): Promise<void> {
    const which = { messageId, channel: channel as Channel, status, errorCode };
    const { remainingCount } = await this.redrive(which, 'the board of queues');
    if (remainingCount > 0)
      throw new Error(`${remainingCount} are left, because they are so many: retry again.`);
  }

  /** What fails again while others are still being taken must not be taken a second time. */
  private async until(to: Date | undefined): Promise<Date> {
    const [row] = await this.database.query<{ now: Date }>('SELECT now()');
    const now = row?.now ?? new Date();
    return to && to < now ? to : now;
  }
}
