import { Injectable } from '@nestjs/common';
import type { Role } from '../../identity/roles.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { conflict, invalid, notFound } from '../../platform/errors/app-error.js';
import { enterAbove, joinEach, leaveEverywhere, withdrawFromAbove } from './closure.sql.js';
import { ROLES_IN } from './group-kinds.js';
import { holdPerson, keepHighestRole } from './highest-role.sql.js';
import { findGroup, holdTree, insertGroups, isWithin, newIds, setParent, type Group } from './tree.sql.js';

/** The tree of groups and who is in it. Each call leaves the closure complete, in one transaction. */
@Injectable()
export class Groups {
  constructor(private readonly database: Database) {}

  async create({ name, kind, parentId }: Omit<Group, 'id'>): Promise<Group> {
    return await this.database.transaction(async (sql) => {
      if (parentId !== null) await existing(sql, parentId);
      const [id = ''] = await newIds(sql, 1);
      const group = { id, name, kind, parentId };
      await insertGroups(sql, [group]);
      return group;
    });
  }

  /** Hangs a group, with everything below it, under another one or under none. */
  async move(groupId: string, parentId: string | null): Promise<void> {
    await this.database.transaction(async (sql) => {
      await holdTree(sql, 'alone');
      await existing(sql, groupId);
      if (parentId !== null) {
        await existing(sql, parentId);
        if (await isWithin(sql, parentId, groupId)) {
          throw conflict('A group cannot be moved into itself or into a group below it.');
        }
      }
      await setParent(sql, groupId, parentId);
      await withdrawFromAbove(sql, groupId);
      await enterAbove(sql, groupId);
    });
  }

  /** A person may hold several roles in a group; taking one that they hold already changes nothing. */
  async join(groupId: string, userId: string, role: Role = 'MEMBER'): Promise<void> {
    await this.database.transaction((sql) => this.joinWithin(sql, groupId, userId, role));
  }

  /** The same as the first thing that a transaction of the caller's does, before it has read of the tree. */
  async joinWithin(sql: Sql, groupId: string, userId: string, role: Role = 'MEMBER'): Promise<void> {
    await holdTree(sql, 'shared');
    const { kind } = await existing(sql, groupId);
    if (!ROLES_IN[kind].includes(role)) {
      throw invalid(`There is no ${role} of a ${kind}; its roles are ${ROLES_IN[kind].join(', ')}.`);
    }
    if (!(await holdPerson(sql, userId))) throw notFound('There is no such person.');
    await joinEach(sql, [{ groupId, userId, role }]);
    await keepHighestRole(sql, [userId]);
  }

  /** Lays down one role in a group that was joined, or all of them; without one, nothing changes. */
  async leave(groupId: string, userId: string, role?: Role): Promise<void> {
    await this.database.transaction(async (sql) => {
      await holdTree(sql, 'shared');
      await holdPerson(sql, userId);
      await leaveEverywhere(sql, groupId, userId, role);
      await keepHighestRole(sql, [userId]);
    });
  }
}

async function existing(sql: Sql, groupId: string): Promise<Group> {
  const group = await findGroup(sql, groupId);
  if (!group) throw notFound('There is no such group.');
  return group;
}
