import { isUUID } from 'class-validator';
import { e164Of } from '../../../directory/phone.js';
import { columnKey } from '../../wording/fill-in.js';

export const WAYS = ['EMAIL', 'PHONE', 'ID'] as const;
/** What a column knows people by. */
export type Way = (typeof WAYS)[number];

export interface Mapping {
  /** The column that says whom a row means. */
  person: string;
  by: Way;
}

/** In small letters, as parts of a name: “Parent's e-mail” is one, too. */
const NAMES: Record<Way, RegExp> = {
  EMAIL: /e-?mail|mail id|ईमेल|ई-मेल|मेल|ઈમેલ|ઇમેલ|ઈ-મેલ|ઇ-મેઇલ|ઈમેઈલ|ઇમેઇલ|મેઇલ/u,
  ID: /(^|[^\p{L}\p{M}])(id|uuid|user ?id|member ?id|पहचान|आईडी|આઈડી|ઓળખ)($|[^\p{L}\p{M}])/u,
  PHONE: /phone|mobile|cell|tel\b|number|whats ?app|फ़ोन|फोन|मोबाइल|दूरभाष|नंबर|ફોન|મોબાઈલ|મોબાઇલ|નંબર/u,
};

/** The directory knows which ones there are; this only tells an address from anything else. */
const ADDRESS = /^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+\.[^\s@<>,;:"().]+$/;

const READS: Record<Way, (text: string) => string | undefined> = {
  EMAIL: (text) => (ADDRESS.test(text) ? text.toLowerCase() : undefined),
  ID: (text) => (isUUID(text) ? text.toLowerCase() : undefined),
  // 00 is dialled for the + that is written.
  PHONE: (text) => e164Of(text.replace(/^00/, '+')),
};
/** An address is one person's; a number may be a whole family's. */
const BEST_FIRST: readonly Way[] = ['EMAIL', 'ID', 'PHONE'];

/** What the directory knows the person by, from what a field says; undefined where it is none. */
export const readPerson = (by: Way, text: string): string | undefined => READS[by](text);

/** Enough to tell an address from a name. */
const LOOKED_AT = 200;
const MOSTLY = 0.5;
/** Without a name that says so. */
const NEARLY_ALL = 0.9;

/** Which column says whom a row means, from its name and from what is in it. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Mapping | null {
  for (const by of BEST_FIRST) {
    const shares = columns.map((person, index) => ({
      person,
      named: NAMES[by].test(columnKey(person)),
      share: shareOf(by, rows.slice(0, LOOKED_AT), index),
    }));
    const [best] = shares
      .filter(({ named, share }) => share >= (named ? MOSTLY : NEARLY_ALL))
      .toSorted((a, b) => Number(b.named) - Number(a.named) || b.share - a.share);
    if (best) return { person: best.person, by };
  }
  return null;
}

function shareOf(by: Way, rows: readonly (readonly string[])[], index: number): number {
  const given = rows.flatMap((fields) => fields[index] || []);
  return given.length === 0
    ? 0
    : given.filter((text) => readPerson(by, text) !== undefined).length / given.length;
}
