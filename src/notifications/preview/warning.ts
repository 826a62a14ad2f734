import type { AudienceItem } from '../../audience/audience.js';

/** What a sender should look at once more before it goes. */
export interface Warning {
  usual: number;
  recipientCount: number;
  message: string;
  because: { item: string; name: string; count: number }[];
}

/** Of what an audience is made of: groups, topics and campaigns, by their ids. */
export type Names = ReadonlyMap<string, string>;

/** Who has sent little yet is taken for somebody who writes to a family. */
const USUAL_AT_FIRST = 15;
const ENOUGH_MESSAGES = 3;
/** Whatever somebody's usual is, this many can be looked over. */
const OVERSEEN = 50;
const TIMES = 3;

/** The middle one of what somebody's last messages were for. */
export function usualOf(lastCounts: readonly number[]): number {
  if (lastCounts.length < ENOUGH_MESSAGES) return USUAL_AT_FIRST;
  const sorted = lastCounts.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? USUAL_AT_FIRST;
}

export const farWider = (count: number, usual: number): boolean => count >= OVERSEEN && count > TIMES * usual;

interface Asked {
  recipientCount: number;
  usual: number;
  include: readonly AudienceItem[];
  /** Of each item by itself. */
  counts: readonly number[];
  names: Names;
}

/** Null where it is about as wide as the sender's messages are. */
export function warningOf({ recipientCount, usual, include, counts, names }: Asked): Warning | null {
  if (!farWider(recipientCount, usual)) return null;
  const because = include.flatMap((item, place) => {
    const count = counts[place] ?? 0;
    return farWider(count, usual) ? [{ item: `include[${place}]`, name: nameOf(item, names), count }] : [];
  });
  return { usual, recipientCount, message: sentence(recipientCount, usual, because), because };
}

function sentence(recipientCount: number, usual: number, because: Warning['because']): string {
  const wide = `This goes to ${number(recipientCount)} people; your messages usually go to about ${number(usual)}.`;
  const parts = because.map(({ name, count }) => `${name} (${number(count)})`).join(', ');
  return parts === '' ? `${wide} Together its parts are that many.` : `${wide} That is because of ${parts}.`;
}

/** What somebody who chose it calls it. */
export function nameOf(item: AudienceItem, names: Names): string {
  if ('saved' in item) return item.name;
  if ('missed' in item) return 'who did not get it';
  if ('users' in item) return item.sender ? 'you' : `${number(item.users.length)} people named`;
  if ('topic' in item) return `who follows ${names.get(item.topicId) ?? item.topic}`;
  if ('campaign' in item) return `the list ${names.get(item.campaign) ?? 'of a campaign'}`;
  const group = names.get(item.group) ?? 'a group';
  const place = item.subgroups ? `${group} with everybody below it` : group;
  return item.roles ? `${item.roles.join(' and ')} in ${place}` : place;
}

const number = (count: number) => count.toLocaleString('en');
