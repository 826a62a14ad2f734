import type { GroupKind } from '../directory/groups/group-kinds.js';

/** A group that somebody was made head of, in whichever of its head's roles. */
export interface Office {
  groupId: string;
  kind: GroupKind;
}

/** Whom somebody may address: ADMINs everybody, heads their groups and what is below them, all others nobody. */
export interface Standing {
  admin: boolean;
  offices: readonly Office[];
}

export const mayAddressSomebody = ({ admin, offices }: Standing): boolean => admin || offices.length > 0;

/** Each known group with the ids of all groups above it and its own. */
export type Paths = ReadonlyMap<string, readonly string[]>;

/** Those of the groups that somebody may not address, or that do not exist. */
export function outOfReach({ admin, offices }: Standing, groups: readonly string[], paths: Paths): string[] {
  const led = new Set(offices.map(({ groupId }) => groupId));
  return groups.filter((id) => {
    const path = paths.get(id);
    return path === undefined || !(admin || path.some((above) => led.has(above)));
  });
}

/**
 * The group in which a role that is named alone is meant: the community of an ADMIN or a community's head, the
 * family of a family's head. A gotra's head may mean the gotra or a family of it, and whoever has two of a
 * kind may mean either, so nothing is sent until they say which.
 */
export function placeOfRole(
  { admin, offices }: Standing,
  communities: readonly string[],
): string | undefined {
  const led = (kind: GroupKind) =>
    offices.filter((office) => office.kind === kind).map(({ groupId }) => groupId);
  if (admin) return only(communities);
  if (led('COMMUNITY').length > 0) return only(led('COMMUNITY'));
  if (led('GOTRA').length > 0) return undefined;
  return only(led('FAMILY'));
}

const only = (ids: readonly string[]) => (ids.length === 1 ? ids[0] : undefined);
