import { Injectable } from '@nestjs/common';
import type { Caller } from '../identity/caller.js';
import { Database } from '../platform/database/database.js';
import { forbidden, impossible } from '../platform/errors/app-error.js';
import { groupsIncluded, type Audience, type AudienceItem } from './audience.js';
import { mayAddressSomebody, outOfReach, placeOfRole, type Standing } from './authority.js';
import { officesOf, outsiders, pathsOf, someCommunities } from './authority.sql.js';
import { eachOnce, readChoice, type Choice, type ChoiceItem, type GroupRole } from './choice.js';
import { communityRules, type CommunityRule } from './community-rules.sql.js';
import type { ScopeView } from './scope.view.js';
import { scopesOf } from './scopes.sql.js';

/** What a request says about its audience: one of these, or it is refused. */
export interface Asked {
  audience?: unknown;
  targetRole?: GroupRole;
  recipientIds?: readonly string[];
}

/** A refusal helps with so many scopes; `GET /audiences/scopes` has them all. */
const SCOPES_NAMED = 100;

/** To whom somebody may speak, and whom they mean. Nothing is sent to anybody by mistake. */
@Injectable()
export class Audiences {
  constructor(private readonly database: Database) {}

  async scopes(caller: Caller): Promise<ScopeView[]> {
    return await scopesOf(this.database, await this.standing(caller));
  }

  /** The people that somebody chooses, if they may address every one of them. */
  async chosenBy(caller: Caller, asked: Asked): Promise<Audience> {
    const standing = await this.standing(caller);
    if (!mayAddressSomebody(standing))
      throw forbidden('You lead no group, so there is nobody you may address.');
    const choice = choiceOf(asked);
    if (!choice || choice.include.length === 0) throw await this.unclear(standing, NO_AUDIENCE);

    const audience = await this.settled(standing, choice);
    const items = [...audience.include, ...(audience.exclude ?? [])];
    await this.refuseStrangeGroups(standing, items);
    await this.refuseStrangers(standing, items);
    return audience;
  }

  /** Of the communities that it goes to, and of those in which the caller is a head. */
  async rulesOver(caller: Caller, audience: Audience): Promise<CommunityRule[]> {
    const { offices } = await this.standing(caller);
    const groups = [...groupsIncluded(audience), ...offices.map(({ groupId }) => groupId)];
    return groups.length > 0 ? await communityRules(this.database, groups) : [];
  }

  private async standing({ userId, role }: Caller): Promise<Standing> {
    return role === 'ADMIN'
      ? { admin: true, offices: [] }
      : { admin: false, offices: await officesOf(this.database, userId) };
  }

  /** With the group in which each role that was named alone is meant. */
  private async settled(standing: Standing, { include, exclude }: Choice): Promise<Audience> {
    const roles = [...include, ...exclude].flatMap((item) => ('role' in item ? item.role : []));
    const place =
      roles.length > 0
        ? placeOfRole(standing, standing.admin ? await someCommunities(this.database) : [])
        : undefined;
    const [role] = roles;
    if (role !== undefined && place === undefined) throw await this.unclear(standing, ambiguous(role));
    const settle = (item: ChoiceItem): AudienceItem =>
      'role' in item ? { group: place ?? '', roles: [item.role], subgroups: true } : item;
    return {
      include: include.map(settle),
      ...(exclude.length > 0 && { exclude: exclude.map(settle) }),
    };
  }

  private async refuseStrangeGroups(standing: Standing, items: readonly AudienceItem[]): Promise<void> {
    const groups = [...new Set(items.flatMap((item) => ('group' in item ? item.group : [])))];
    if (groups.length === 0) return;
    const strange = outOfReach(standing, groups, await pathsOf(this.database, groups));
    if (strange.length === 0) return;
    const ids = strange.slice(0, 3).join(', ');
    if (standing.admin) throw impossible('group-unknown', `There is no such group: ${ids}.`);
    throw forbidden(`You may address the groups that you lead and those below them. Not among them: ${ids}.`);
  }

  private async refuseStrangers(standing: Standing, items: readonly AudienceItem[]): Promise<void> {
    const people = items.flatMap((item) => ('users' in item ? item.users : []));
    if (people.length === 0) return;
    const led = standing.admin ? undefined : standing.offices.map(({ groupId }) => groupId);
    const { count, some } = await outsiders(this.database, people, led);
    if (count === 0) return;
    const named = `${some.join(', ')}${count > some.length ? ', …' : ''}`;
    if (standing.admin) {
      throw impossible(
        'people-unknown',
        `There is nobody of the id for ${count} of the people named: ${named}.`,
      );
    }
    throw forbidden(`You may address the people of the groups that you lead. ${count} are not: ${named}.`);
  }

  /** A refusal that says between what the sender could choose. */
  private async unclear(standing: Standing, { code, path, message }: Unclear) {
    const scopes = await scopesOf(this.database, standing, SCOPES_NAMED);
    return impossible(code, message, {
      errors: [{ path, message }],
      also: { scopes: scopes.map(({ id, name, kind }) => ({ id, name, kind })) },
    });
  }
}

interface Unclear {
  code: string;
  path: string;
  message: string;
}

const NO_AUDIENCE: Unclear = {
  code: 'audience-missing',
  path: 'audience',
  message:
    'Say who it is for, with `audience`, `targetRole` or `recipientIds`. `scopes` are the groups that you may address.',
};

const ambiguous = (role: GroupRole): Unclear => ({
  code: 'audience-ambiguous',
  path: 'targetRole',
  message: `${role} of which group? Say it with an audience: { "include": [{ "group": …, "roles": ["${role}"], "subgroups": true }] }. \`scopes\` are the groups that you may address.`,
});

function choiceOf({ audience, targetRole, recipientIds }: Asked): Choice | undefined {
  const given = Object.entries({ audience, targetRole, recipientIds }).filter(([, value]) => value != null);
  if (given.length > 1) {
    const names = given.map(([name]) => name);
    throw impossible('audience-doubled', `Say who it is for once: ${names.join(' and ')} were given.`, {
      errors: names.map((path) => ({ path, message: 'is one of several; keep one of them' })),
    });
  }
  if (targetRole != null) return { include: [{ role: targetRole }], exclude: [] };
  if (recipientIds != null)
    return { include: recipientIds.length > 0 ? [{ users: eachOnce(recipientIds) }] : [], exclude: [] };
  return audience == null ? undefined : readChoice(audience);
}
