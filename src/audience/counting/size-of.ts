import type { Sql } from '../../platform/database/database.js';
import { groupsNamed, type Audience, type AudienceItem, type GroupItem } from '../audience.js';
import { recipients, type Bind } from '../recipients.js';
import { covers, isWhole, simplified } from './covering.js';
import { groupFacts, type KnownGroups } from './group-facts.sql.js';

/** How many people an audience has now, each one once: as many as `recipients` has rows. */
export async function sizeOf(sql: Sql, audience: Audience): Promise<number> {
  const [size] = await sizesOf(sql, [audience]);
  return size ?? 0;
}

/** The same of several, in one statement. */
export async function sizesOf(sql: Sql, audiences: readonly Audience[]): Promise<number[]> {
  const groups = [...new Set(audiences.flatMap(groupsNamed))];
  // Of one group there is nothing to know: it is not below another one.
  const known = groups.length > 1 ? await groupFacts(sql, groups) : new Map<string, never>();
  const values: unknown[] = [];
  const counting = { known, bind: (value: unknown) => `$${values.push(value)}` };
  const each = audiences.map((audience) => sizeSql(audience, counting));
  const [row] = await sql.query<{ sizes: number[] }>(
    `SELECT ARRAY[${each.join(', ')}]::int[] AS sizes`,
    values,
  );
  return row?.sizes ?? [];
}

interface Counting {
  known: KnownGroups;
  bind: Bind;
}

/**
 * The size of a group is known, whatever its size; so the largest one is not walked, but only who comes besides
 * and who is left out of it. One statement, which sees all of it at one moment.
 */
function sizeSql(audience: Audience, counting: Counting): string {
  const { include, exclude } = simplified(audience, counting.known);
  const largest = largestOf(include, counting.known);
  if (!largest) return include.length > 0 ? walked({ include, exclude }, counting) : '0';
  const others = include.filter((item) => item !== largest);
  // Where more come besides, a look at each of them costs more than to walk all.
  if (stepsOf(others, counting.known) > atMost(largest, counting.known))
    return walked({ include, exclude }, counting);
  const size = sizeWithout(largest, exclude, counting);
  if (others.length === 0) return size;
  return `${size} + ${walked({ include: others, exclude: [largest, ...exclude] }, counting)}`;
}

/** Either those who are left out are walked or those who are not, whoever are fewer. */
function sizeWithout(group: GroupItem, exclude: readonly AudienceItem[], counting: Counting): string {
  if (exclude.length === 0) return keptSize(group, counting.bind);
  const { known } = counting;
  const below = exclude.filter((item) => covers(group, item, known));
  const kept = largestOf(below, known);
  const looked = exclude.filter((item) => item !== kept);
  if (stepsOf(looked, known) > atMost(group, known)) return walked({ include: [group], exclude }, counting);

  const others = exclude.filter((item) => !below.includes(item));
  const out = [
    ...(below.length > 0 ? [sizeSql({ include: below }, counting)] : []),
    ...(others.length > 0 ? [walked({ include: others, exclude: below }, counting, group)] : []),
  ];
  return `${keptSize(group, counting.bind)} - (${out.join(' + ')})`;
}

const walked = (audience: Audience, { bind }: Counting, within?: AudienceItem): string =>
  `(SELECT count(*)::int FROM (${recipients(audience, bind, within)}) AS people)`;

/** Index: group_sizes_pkey. */
const keptSize = ({ group, subgroups }: GroupItem, bind: Bind): string =>
  `COALESCE((SELECT ${subgroups ? 'reached' : 'joined'} FROM group_sizes WHERE group_id = ${bind(group)}::uuid), 0)`;

function largestOf(items: readonly AudienceItem[], known: KnownGroups): GroupItem | undefined {
  let largest: GroupItem | undefined;
  for (const item of items.filter(isWhole)) {
    if (!largest || atMost(item, known) > atMost(largest, known)) largest = item;
  }
  return largest;
}

/** How many people are walked at most to find those of some items. */
export const stepsOf = (items: readonly AudienceItem[], known: KnownGroups): number =>
  items.reduce((sum, item) => sum + atMost(item, known), 0);

/** So many steps does it take to walk an item, as far as is known. */
function atMost(item: AudienceItem, known: KnownGroups): number {
  if ('users' in item) return item.users.length;
  if ('include' in item) return stepsOf(item.include, known);
  if (!('group' in item)) return 0;
  const facts = known.get(item.group);
  if (!facts) return Infinity;
  return isWhole(item) && !item.subgroups ? facts.joined : facts.reached;
}
