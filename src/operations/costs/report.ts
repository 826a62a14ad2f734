import type { Channel } from '../../notifications/vocabulary.js';
import type { ChannelCosts, CostsView, MonthlyCosts } from './costs.dto.js';
import type { Spent } from './spent.sql.js';

/** What one of a channel would have cost with its first provider, in millionths of the currency. */
type PriceOf = (channel: Channel) => number;

/** By month and type, in units of the currency. Sums are made of whole millionths, so that they add up. */
export function reportOf(
  rows: readonly Spent[],
  priceOf: PriceOf,
): { months: MonthlyCosts[]; total: CostsView } {
  const byMonthAndType = Map.groupBy(rows, ({ month, type }) => `${month} ${type}`);
  const months = [...byMonthAndType.values()].flatMap((those) => {
    const [first] = those;
    if (!first) return [];
    return [{ month: first.month, type: first.type, ...costs(those, priceOf), channels: channels(those) }];
  });
  return { months, total: costs(rows, priceOf) };
}

function costs(rows: readonly Spent[], priceOf: PriceOf): Pick<CostsView, keyof CostsView> {
  const spent = sum(rows, (row) => row.spent);
  const saved = sum(rows, (row) => row.saved * priceOf(row.channel));
  return {
    spent: units(spent),
    savedCount: sum(rows, (row) => row.saved),
    saved: units(saved),
    broadcast: units(spent + saved),
  };
}

const channels = (rows: readonly Spent[]): Partial<Record<Channel, ChannelCosts>> =>
  Object.fromEntries(
    rows
      .filter(({ sent }) => sent > 0)
      .map(({ channel, sent, spent }) => [channel, { sent, spent: units(spent) }]),
  );

const units = (millionths: number) => millionths / 1_000_000;
const sum = (rows: readonly Spent[], pick: (row: Spent) => number) =>
  rows.reduce((total, row) => total + pick(row), 0);
