import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { LANE_SETTINGS, LANES } from '../../platform/queues/lanes.js';
import type { LaneView } from './analytics.dto.js';
import { deadByLane } from './dead.sql.js';
import { sentLately } from './sent.sql.js';
import { waitingNow } from './waiting.sql.js';

@Injectable()
export class Analytics {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  async lanes(minutes: number): Promise<LaneView[]> {
    const [sent, waiting, dead] = await Promise.all([
      sentLately(this.database, minutes),
      waitingNow(this.database),
      deadByLane(this.database, this.config.rules.deadLetterDays),
    ]);
    return LANES.map((lane) => {
      const ended = sent.find((each) => each.lane === lane);
      const now = waiting.find((each) => each.lane === lane);
      const [p50Seconds = null, p95Seconds = null, p99Seconds = null] = ended?.percentiles ?? [];
      return {
        lane,
        slaSeconds: LANE_SETTINGS[lane].slaMs / 1_000,
        sent: ended?.sent ?? 0,
        failed: ended?.failed ?? 0,
        breaches: ended?.breaches ?? 0,
        p50Seconds,
        p95Seconds,
        p99Seconds,
        waiting: now?.waiting ?? 0,
        overdue: now?.overdue ?? 0,
        oldestWaitingSeconds: now?.oldestSeconds ?? null,
        deadLetters: dead.get(lane) ?? 0,
      };
    });
  }
}
