import { Injectable } from '@nestjs/common';
import type { Caller } from '../identity/caller.js';
import { Database } from '../platform/database/database.js';
import { forbidden, impossible } from '../platform/errors/app-error.js';
import type { Audience, AudienceItem } from './audience.js';
import { mayAddressSomebody, outOfReach, type Standing } from './authority.js';
import { Audiences } from './audiences.js';
import { insiders, pathsOf } from './authority.sql.js';
import { scopesOf } from './scopes.sql.js';

/** A refusal helps with so many scopes; `GET /audiences/scopes` has them all. */
const SCOPES_NAMED = 100;

/**
 * Whether somebody may still speak to an audience that was chosen some time ago, as it is kept. All of its groups
 * must be theirs to address, also those that are left out: of one that is gone nobody knows any more who they are.
 */
@Injectable()
export class JudgingAnew {
  constructor(
    private readonly database: Database,
    private readonly audiences: Audiences,
  ) {}

  /** The audience, of named people only those who can still be addressed: who has left a group is not in it, either. */
  async judged(caller: Caller, audience: Audience): Promise<Audience> {
    const standing = await this.audiences.standing(caller);
    await this.refuseStrangeGroups(standing, audience);
    const named = [...new Set(everyItem(audience).flatMap((item) => ('users' in item ? item.users : [])))];
    if (named.length === 0) return audience;
    const led = standing.admin ? undefined : standing.offices.map(({ groupId }) => groupId);
    const inside = new Set(await insiders(this.database, named, led));
    return narrowed(audience, (id) => inside.has(id));
  }

  private async refuseStrangeGroups(standing: Standing, audience: Audience): Promise<void> {
    const groups = [...new Set(everyItem(audience).flatMap((item) => ('group' in item ? item.group : [])))];
    const strange = outOfReach(standing, groups, await pathsOf(this.database, groups));
    if (mayAddressSomebody(standing) && strange.length === 0) return;
    if (standing.admin) {
      throw impossible(
        'group-unknown',
        `A group of its audience is gone: ${strange[0]}. Choose the people anew.`,
      );
    }
    const scopes = await scopesOf(this.database, standing, SCOPES_NAMED);
    throw forbidden(
      'You no longer lead all the groups that it went to. Choose people that you may address.',
      {
        also: { scopes: scopes.map(({ id, name, kind }) => ({ id, name, kind })) },
      },
    );
  }
}

/** Also what is inside of saved ones. */
const everyItem = ({ include, exclude = [] }: Audience): AudienceItem[] =>
  [...include, ...exclude].flatMap((item) => ('include' in item ? everyItem(item) : [item]));

function narrowed<Chosen extends Audience>(audience: Chosen, stays: (id: string) => boolean): Chosen {
  const narrow = (item: AudienceItem): AudienceItem => {
    if ('include' in item) return narrowed(item, stays);
    return 'users' in item ? { ...item, users: item.users.filter(stays) } : item;
  };
  return { ...audience, include: audience.include.map(narrow) };
}
