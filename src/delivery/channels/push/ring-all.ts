import type { Reach, Reached } from '../../../directory/devices/reach.js';
import type { PushService } from '../../../directory/devices/service.js';
import type { Deadline } from '../../deadline.js';
import { bestBy } from '../best.js';
import { oneByOne } from '../one-by-one.js';
import type { Outcome, Outgoing } from '../provider.js';
import type { Turns } from '../turns.js';
import type { Push } from './compose.js';

/** What a service says of one device. `gone` where it does not know it any more. */
export type Rung = Outcome | typeof GONE;
export const GONE = { kind: 'gone' } as const;

export interface Ringing {
  service: PushService;
  turns: Turns;
  compose: (item: Outgoing) => Push;
  /** Rings one device. It does not throw. */
  ring: (push: Push, device: Reached) => Promise<Rung>;
}

const NO_DEVICE: Outcome = { kind: 'nowhere', reason: 'NO_ADDRESS' };
const UNREGISTERED: Outcome = {
  kind: 'reject',
  code: 'UNREGISTERED',
  error: 'The app is not installed there any more, or its permission was taken back.',
};

/** Rings every device of each person that a service knows, and forgets those that it does not know any more. */
export async function ringAll(
  batch: readonly Outgoing[],
  deadline: Deadline,
  reach: Reach,
  { service, turns, compose, ring }: Ringing,
): Promise<Outcome[]> {
  if (batch.length === 0) return [];
  const devices = await reach.of(
    batch.map(({ to }) => to),
    service,
  );
  const rings = batch.flatMap((item) => {
    const theirs = devices.get(item.to);
    if (!theirs) return [];
    const push = compose(item);
    return theirs.map((device) => ({ item, lane: item.lane, push, device }));
  });
  const gone: Reached[] = [];
  const outcomes = await oneByOne(rings, turns, deadline, async ({ push, device }): Promise<Outcome> => {
    const rung = await ring(push, device);
    if (rung.kind !== 'gone') return rung;
    gone.push(device);
    return UNREGISTERED;
  });
  await reach.forget(gone);
  const ofDelivery = Map.groupBy(rings.keys(), (place) => rings[place]?.item);
  return batch.map((item) => {
    const theirs = (ofDelivery.get(item) ?? []).flatMap((place) => outcomes[place] ?? []);
    return bestBy(theirs, ({ kind }) => kind) ?? NO_DEVICE;
  });
}
