import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { digestHint } from '../../platform/queues/hints.js';
import { Queues } from '../../platform/queues/queues.js';
import { closeDue } from './close-due.sql.js';
import { closeOverdue } from './close-overdue.sql.js';

/** Of one hint: what one worker sends before its lease ends. */
const HINT_SIZE = 20;
const LANE = 'important';

/** Closes digests whose window is over, and has them sent. */
@Injectable()
export class DueDigests {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  /** Harmless when two replicas do it at once, and where the process ends before it has hinted. Answers how many. */
  async hint(): Promise<number> {
    // A hint may wait as long as the oldest in its lane does, and is not lost before that.
    const { oldestMs } = (await this.queues.waiting())[LANE];
    const ids = await closeDue(this.database, oldestMs);
    // Whatever nobody holds is closed by now.
    if (ids.length === 0) ids.push(...(await closeOverdue(this.database, oldestMs)));
    const hints = Array.from({ length: Math.ceil(ids.length / HINT_SIZE) }, (_each, place) =>
      digestHint(ids.slice(place * HINT_SIZE, (place + 1) * HINT_SIZE)),
    );
    await this.queues.hint(LANE, hints, Math.floor(Date.now() / 1_000));
    return ids.length;
  }
}
