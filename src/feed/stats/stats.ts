import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { StatsView } from './stats.dto.js';
import { channelsOf, totalsOf, type ChannelCount, type Totals } from './stats.sql.js';

/** What a member got lately, and what became of it. */
@Injectable()
export class Stats {
  constructor(private readonly database: Database) {}

  async of(userId: string, since: Date): Promise<StatsView> {
    const [totals, channels] = await Promise.all([
      totalsOf(this.database, userId, since),
      channelsOf(this.database, userId, since),
    ]);
    return view(totals, channels);
  }
}

function view({ readCount, byType, ...totals }: Totals, channels: readonly ChannelCount[]): StatsView {
  const byChannel = [...Map.groupBy(channels, ({ channel }) => channel)].map(
    ([channel, rows]) =>
      [channel, Object.fromEntries(rows.map(({ status, count }) => [status, count]))] as const,
  );
  return {
    ...totals,
    readRate: totals.total === 0 ? null : readCount / totals.total,
    byType: Object.fromEntries((byType ?? []).map(({ type, ...counts }) => [type, counts])),
    byChannel: Object.fromEntries(byChannel),
  };
}
