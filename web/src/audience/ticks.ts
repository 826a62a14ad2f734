import { upwards, type Tree } from './scope';

/**
 * Which groups are chosen. A mark holds for everybody below, up to the next one. Taking somebody out always
 * wins over choosing them, so below an `out` there is never an `in`: what is chosen there is written down by
 * taking its neighbours out instead.
 */
export type Marks = Readonly<Record<string, 'in' | 'out'>>;

export type Tick = 'on' | 'off' | 'some';

/** How each box looks; what no mark touches is off. */
export function ticksOf(tree: Tree, marks: Marks): (id: string) => Tick {
  const holdsIn = new Set<string>();
  const holdsOut = new Set<string>();
  for (const [id, mark] of Object.entries(marks)) {
    const holders = mark === 'in' ? holdsIn : holdsOut;
    upwards(tree, id)
      .slice(1)
      .forEach((above) => holders.add(above));
  }
  return (id) => {
    if (isIn(tree, marks, id)) return holdsOut.has(id) ? 'some' : 'on';
    return holdsIn.has(id) ? 'some' : 'off';
  };
}

/** A press on a box: what is not wholly chosen becomes so, what is comes out. */
export function toggle(tree: Tree, marks: Marks, id: string): Marks {
  return ticksOf(tree, marks)(id) === 'on' ? takeOut(tree, marks, id) : take(tree, marks, id);
}

function take(tree: Tree, marks: Marks, id: string): Marks {
  const [, ...above] = upwards(tree, id);
  const next = withoutBelow(tree, marks, id);
  const out = [id, ...above].find((at) => next[at] === 'out');
  if (out === undefined) {
    const chosenAbove = above.some((at) => next[at] === 'in');
    return chosenAbove ? next : { ...next, [id]: 'in' };
  }
  // Everything that was out stays out, but for the way down to this group.
  const way = [id, ...above];
  const opened = way.slice(0, way.indexOf(out) + 1);
  const neighbours = opened
    .slice(1)
    .flatMap((at) => tree.below.get(at) ?? [])
    .filter((group) => !opened.includes(group.id));
  const { [out]: _, ...rest } = next;
  return { ...rest, ...Object.fromEntries(neighbours.map((group) => [group.id, 'out' as const])) };
}

function takeOut(tree: Tree, marks: Marks, id: string): Marks {
  const { [id]: own, ...next } = withoutBelow(tree, marks, id);
  return own === 'in' ? next : { ...next, [id]: 'out' };
}

function withoutBelow(tree: Tree, marks: Marks, id: string): Marks {
  return Object.fromEntries(
    Object.entries(marks).filter(([at]) => at === id || !upwards(tree, at).includes(id)),
  );
}

export function isIn(tree: Tree, marks: Marks, id: string): boolean {
  const nearest = upwards(tree, id).find((at) => marks[at] !== undefined);
  return nearest !== undefined && marks[nearest] === 'in';
}

/** The same choice with what says nothing left out: groups that are gone, and marks that another one covers. */
export function tidied(tree: Tree, marks: Marks): Marks {
  const covers = (id: string, mark: 'in' | 'out') =>
    upwards(tree, id)
      .slice(1)
      .some((at) => marks[at] === mark);
  return Object.fromEntries(
    Object.entries(marks).filter(([id, mark]) => {
      if (!tree.byId.has(id) || covers(id, 'out')) return false;
      return mark === 'in' ? !covers(id, 'in') : covers(id, 'in');
    }),
  );
}
