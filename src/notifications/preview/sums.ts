import type { Role } from '../../identity/roles.js';
import type { Channel } from '../vocabulary.js';
import type { Lot } from './outlook.sql.js';
import type { ReachView } from './preview.view.js';

export type Reach = Partial<Record<Channel, ReachView>>;

interface Sums {
  recipientCount: number;
  byRole: Partial<Record<Role, number>>;
  channels: Reach;
}

/** What lots of people come to, altogether and by each channel. */
export function summed(
  channels: readonly Channel[],
  lots: readonly Lot[],
  held: Partial<Record<Channel, number>>,
): Sums {
  const byRole: Sums['byRole'] = {};
  const reach: Reach = {};
  for (const channel of channels) reach[channel] = { reachable: 0, suppressed: {}, held: held[channel] ?? 0 };
  for (const { people, role, reasons } of lots) {
    byRole[role] = (byRole[role] ?? 0) + people;
    for (const [place, channel] of channels.entries()) add(reach[channel], reasons[place] ?? null, people);
  }
  return { recipientCount: lots.reduce((sum, { people }) => sum + people, 0), byRole, channels: reach };
}

function add(reach: ReachView | undefined, reason: Lot['reasons'][number], people: number): void {
  if (!reach) return;
  if (reason === null) reach.reachable += people;
  else reach.suppressed[reason] = (reach.suppressed[reason] ?? 0) + people;
}
