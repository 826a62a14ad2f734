import type { Scope } from '../audience/scope';
import type { Channel } from '../feed/notification';
import type { Format } from '../language/useFormat';
import type { Draft } from './draft';
import type { Place } from './place';
import type { Preview, Reach } from './preview';
import type { AnnounceWords, Where } from './words/en';

export const NOWHERE: Where = { place: '', without: '' };

/** What they have in common, for a sentence about them. */
export function whereIn(place: Place, w: AnnounceWords, { list, number }: Format): Where {
  switch (place.is) {
    case 'group':
      return {
        place: w.inGroup(w.kind(place.group.kind, place.group.name)),
        without: named(place.without, w, list),
      };
    case 'groups':
      return { place: w.inGroups(number(place.count)), without: named(place.without, w, list) };
    case 'topic':
      return { place: w.ofTopic(place.title), without: '' };
    case 'mixed':
      return NOWHERE;
  }
}

/** Two names can be read in a breath; of more it is enough that there are some. */
function named(groups: readonly Scope[], w: AnnounceWords, list: Format['list']): string {
  const names = groups.slice(0, 2).map(({ kind, name }) => w.kind(kind, name));
  const more = groups.length - names.length;
  return names.length === 0 ? '' : list(more > 0 ? [...names, w.andMore(String(more))] : names);
}

/** What the button does, said in full. */
export function onButton(
  draft: Draft,
  preview: Preview,
  where: Where,
  w: AnnounceWords,
  { number }: Format,
): string {
  const count = preview.recipientCount;
  const n = number(count);
  if (draft.emergency) return w.alarm(count, n, where);
  if (preview.approval !== null) return w.ask(count, n, where);
  return draft.when === 'now' ? w.send(count, n, where) : w.plan(count, n, where);
}

/** Why some are not reached by a channel, the most frequent reason first, and who is reached later. */
export function shortfalls(
  channel: Channel,
  { suppressed, held }: Pick<Reach, 'suppressed' | 'held'>,
  w: AnnounceWords,
  { number }: Format,
): string[] {
  const wordsFor = (reason: string) =>
    (reason === 'NO_ADDRESS' ? w.noAddress[channel] : w.reasons[reason]) ?? w.otherReason;
  const reasons = Object.entries(suppressed)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => wordsFor(reason)(count, number(count)));
  return held > 0 ? [...reasons, w.held(held, number(held))] : reasons;
}

/** When it goes. */
export function leaving(draft: Draft, preview: Preview, w: AnnounceWords, { moment }: Format): string {
  const at = draft.emergency || draft.when === 'now' ? Number.NaN : Date.parse(draft.at);
  if (Number.isNaN(at)) return w.lanes[preview.lane];
  const shown = moment(new Date(at));
  return draft.when === 'each' ? w.leavesEach(shown) : w.leavesAt(shown);
}
