import type { Audience, AudienceItem } from '../../src/audience/audience.js';
import { CHANNELS, ROLES, type World } from './community-at-random.js';
import type { Dice } from './dice.js';

/** Any audience; what is within another one is one level simpler. */
export function anAudience(world: World, random: Dice, depth: number): Audience {
  const include = random.some(4, () => anItem(world, random, depth));
  const exclude = random.chance(0.6) ? random.some(3, () => anItem(world, random, depth)) : [];
  return { include, ...(exclude.length > 0 && { exclude }) };
}

function anItem(world: World, random: Dice, depth: number): AudienceItem {
  const { one, some, upTo, chance } = random;
  const group = () => ({
    group: one(world.groups),
    ...(chance(0.3) && { roles: [...new Set([one(ROLES), one(ROLES)])] }),
    ...(chance(0.6) && { subgroups: true as const }),
  });
  const kinds: (() => AudienceItem)[] = [
    group,
    group,
    group,
    () => ({ users: some(30, () => one(world.people)) }),
    () => {
      const { id, group: where } = one(world.topics);
      return { topic: 'any', topicId: id, group: where };
    },
    () => ({ campaign: world.campaign.id }),
  ];
  if (depth > 0) {
    kinds.push(
      () => ({ saved: one(world.people), name: 'Any', ...anAudience(world, random, depth - 1) }),
      () => ({
        missed: world.messages.slice(upTo(1)).map(({ id }) => id),
        channels: upTo(1) === 0 ? [one(CHANNELS)] : CHANNELS,
        ...anAudience(world, random, depth - 1),
      }),
    );
  }
  return one(kinds)();
}

/** A plain look at one person. Who was erased is in none. */
export const isIn = (world: World, audience: Audience, person: string): boolean =>
  !world.erased.has(person) && chosen(world, audience, person);

const chosen = (world: World, { include, exclude = [] }: Audience, person: string): boolean =>
  include.some((item) => holds(world, item, person)) && !exclude.some((item) => holds(world, item, person));

function holds(world: World, item: AudienceItem, person: string): boolean {
  if ('users' in item) return item.users.includes(person);
  if ('campaign' in item) return world.campaign.people.has(person);
  if ('topic' in item) {
    const topic = world.topics.find(({ id }) => id === item.topicId)!;
    return topic.followers.has(person) && holds(world, { group: topic.group, subgroups: true }, person);
  }
  if ('include' in item) {
    if (!chosen(world, item, person)) return false;
    if (!('missed' in item)) return true;
    const missed = world.messages.filter(({ id }) => item.missed.includes(id));
    return !missed.some(({ reached }) =>
      CHANNELS.some((channel) => item.channels.includes(channel) && reached[channel].has(person)),
    );
  }
  return world.memberships.some(
    ({ userId, groupId, role }) =>
      userId === person &&
      (item.subgroups ? isWithin(world, groupId, item.group) : groupId === item.group) &&
      (!item.roles || item.roles.includes(role)),
  );
}

export function isWithin(world: World, groupId: string, above: string): boolean {
  if (groupId === above) return true;
  const parent = world.parents[world.groups.indexOf(groupId)];
  return parent != null && isWithin(world, world.groups[parent]!, above);
}
