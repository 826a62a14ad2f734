import { Injectable } from '@nestjs/common';
import { holdPerson } from '../../directory/groups/highest-role.sql.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound } from '../../platform/errors/app-error.js';
import { Audiences } from '../audiences.js';
import { readChoice, type Choice } from '../choice.js';
import type { SaveAudience, SavedAudienceView } from './saved.dto.js';
import { countSaved, deleteSaved, insertSaved, nameIsTaken, replaceSaved, savedBy } from './saved.sql.js';

export const noSuchSavedAudience = () => notFound('You have saved no such audience.');

/** Of one person: each of them is read whenever they look at what they have. */
const MOST_SAVED = 100;
const MOST_PEOPLE_SAVED = 5_000;

/** Audiences that somebody will want again. Whom they may address is judged now and each time it is used. */
@Injectable()
export class SavedAudiences {
  constructor(
    private readonly database: Database,
    private readonly audiences: Audiences,
  ) {}

  async list(caller: Caller): Promise<SavedAudienceView[]> {
    return await savedBy(this.database, caller.userId);
  }

  async save(caller: Caller, asked: SaveAudience): Promise<SavedAudienceView> {
    const audience = await this.allowed(caller, asked);
    const ownerId = caller.userId;
    return await this.database.transaction(async (sql) => {
      // One after the other, or two could both be the last that fits.
      await holdPerson(sql, ownerId);
      if ((await countSaved(sql, ownerId)) >= MOST_SAVED) throw enough();
      const saved = await insertSaved(sql, ownerId, asked.name, audience);
      if (!saved) throw named(asked.name);
      return saved;
    });
  }

  async replace(caller: Caller, id: string, asked: SaveAudience): Promise<SavedAudienceView> {
    const audience = await this.allowed(caller, asked);
    const ownerId = caller.userId;
    return await this.database.transaction(async (sql) => {
      await holdPerson(sql, ownerId);
      const changed = { id, name: asked.name, audience };
      if (await nameIsTaken(sql, ownerId, changed)) throw named(asked.name);
      const saved = await replaceSaved(sql, ownerId, changed);
      if (!saved) throw noSuchSavedAudience();
      return saved;
    });
  }

  async remove(caller: Caller, id: string): Promise<void> {
    if (!(await deleteSaved(this.database, caller.userId, id))) throw noSuchSavedAudience();
  }

  private async allowed(caller: Caller, { audience }: SaveAudience): Promise<Choice> {
    const choice = readChoice(audience);
    refuseNested(choice);
    refuseCrowd(choice);
    await this.audiences.chosenBy(caller, { audience });
    return choice;
  }
}

function refuseNested({ include, exclude }: Choice): void {
  const flaws = Object.entries({ include, exclude }).flatMap(([name, items]) =>
    items.flatMap((item, index) =>
      'saved' in item
        ? { path: `audience.${name}[${index}].saved`, message: 'cannot be within a saved one' }
        : [],
    ),
  );
  if (flaws.length > 0)
    throw invalid('A saved audience holds no other one. Name its groups and people.', flaws);
}

function refuseCrowd({ include, exclude }: Choice): void {
  const people = [...include, ...exclude].flatMap((item) => ('users' in item ? item.users : []));
  if (people.length <= MOST_PEOPLE_SAVED) return;
  const message = `names ${people.length} people; ${MOST_PEOPLE_SAVED} at most`;
  throw invalid('A saved audience names fewer people. Upload a campaign for more.', [
    { path: 'audience', message },
  ]);
}

const enough = () =>
  conflict(`You have saved ${MOST_SAVED} audiences, which is the most. Delete one of them.`);
const named = (name: string) =>
  conflict(`You have saved another audience as “${name}”. Choose another name.`);
