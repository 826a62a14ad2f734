import { z } from 'zod';
import { HEAD_ROLES } from '../directory/groups/group-kinds.js';
import { invalid, type FieldError } from '../platform/errors/app-error.js';
import type { GroupItem } from './audience.js';
import { topicName } from './topics/topic-name.js';

export const MAX_PEOPLE_NAMED = 50_000;
const MAX_ITEMS = 50;

/** The roles that somebody can have in a group. */
export const GROUP_ROLES = [...HEAD_ROLES, 'MEMBER'] as const;
export type GroupRole = (typeof GROUP_ROLES)[number];

export type ChoiceItem =
  | GroupItem
  | { users: readonly string[] }
  | { role: GroupRole }
  | { sender: true }
  | { saved: string }
  | { topic: string };

/** People as somebody chooses them: what a role alone or a name means depends on who says it, and when. */
export interface Choice {
  include: readonly ChoiceItem[];
  exclude: readonly ChoiceItem[];
}

const id = z.uuid().toLowerCase();

/** However often and in whichever case somebody is named. */
export const eachOnce = (ids: readonly string[]): string[] => [
  ...new Set(ids.map((each) => each.toLowerCase())),
];

const role = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.enum(GROUP_ROLES));
const group = z
  .strictObject({
    group: id,
    roles: z.array(role).min(1).max(GROUP_ROLES.length).optional(),
    subgroups: z.boolean().optional(),
  })
  .transform(({ group, roles, subgroups }) => ({
    group,
    ...(roles && { roles }),
    ...(subgroups && { subgroups: true as const }),
  }));

const ITEMS = {
  group,
  role: z.strictObject({ role }),
  users: z.strictObject({ users: z.array(id).max(MAX_PEOPLE_NAMED).transform(eachOnce) }),
  saved: z.strictObject({ saved: id }),
  topic: z.strictObject({ topic: topicName }),
  sender: z.strictObject({ sender: z.literal(true) }),
} satisfies Record<string, z.ZodType<ChoiceItem>>;

const list = z.array(z.record(z.string(), z.unknown())).max(MAX_ITEMS);
const shape = z.strictObject({ include: list, exclude: list.default([]) });

/** The `audience` of a request, or a refusal that names each flaw of it. */
export function readChoice(audience: unknown): Choice {
  const flaws: FieldError[] = [];
  const whole = shape.safeParse(audience);
  if (!whole.success) throw flawed(fieldErrors(whole.error, 'audience'));
  const read = (name: 'include' | 'exclude') =>
    whole.data[name].flatMap((item, index) => readItem(item, `audience.${name}[${index}]`, flaws));
  const choice = { include: read('include'), exclude: read('exclude') };
  if (flaws.length > 0) throw flawed(flaws);
  return choice;
}

function readItem(item: Record<string, unknown>, path: string, flaws: FieldError[]): ChoiceItem[] {
  const kinds = Object.keys(ITEMS).filter((name) => name in item) as (keyof typeof ITEMS)[];
  const [kind, ...others] = kinds;
  if (kind === undefined || others.length > 0) {
    flaws.push({
      path,
      message: 'must hold one of `group`, `role`, `users`, `saved`, `topic` and `sender`',
    });
  } else {
    const read = ITEMS[kind].safeParse(item);
    if (read.success) return [read.data];
    flaws.push(...fieldErrors(read.error, path));
  }
  return [];
}

/** Enough to mend it; thousands of wrong ids need not be listed. */
const MAX_FLAWS = 50;

const flawed = (flaws: FieldError[]) => invalid('The audience is not right.', flaws.slice(0, MAX_FLAWS));

const fieldErrors = (error: z.ZodError, parent: string): FieldError[] =>
  error.issues.map(({ path, message }) => ({
    path: path.reduce<string>(
      (at, key) => (typeof key === 'number' ? `${at}[${key}]` : `${at}.${String(key)}`),
      parent,
    ),
    message,
  }));
