import { Injectable } from '@nestjs/common';
import { Groups } from '../../directory/groups/groups.js';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, forbidden, notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { People } from '../people.js';
import type { PersonView } from '../person.view.js';
import type { RegisterStudent } from './education.dto.js';
import { findSchool, registerOnce, type School } from './education.sql.js';
import type { StudentView } from './education.view.js';

/** Who goes to which school. A student is a member of the school's group. */
@Injectable()
export class Students {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly groups: Groups,
    private readonly leadership: Leadership,
    private readonly people: People,
  ) {}

  /** Registering again answers the same, and is told to nobody. */
  async register(caller: Caller, { schoolId, userId }: RegisterStudent): Promise<StudentView> {
    const school = await findSchool(this.database, schoolId);
    if (!school) throw notFound('There is no such school.');
    const student = await this.people.find(userId ?? caller.userId);
    await this.refuseUnlessTheirs(caller, student);
    await this.refuseStrangers(school, student);
    // In SQL, and not through Prisma, because the membership, the row and the fact have to be one.
    return await this.database.transaction(async (sql) => {
      await this.groups.joinWithin(sql, schoolId, student.id);
      const { id, at, isNew } = await registerOnce(sql, schoolId, student.id, caller.userId);
      if (isNew) {
        await this.events.emit(sql, 'student.registered', {
          studentId: id,
          schoolId,
          schoolName: school.name,
          userId: student.id,
          userName: student.name,
          registeredById: caller.userId,
          registeredByName: caller.name,
          communityIds: school.communityIds,
        });
      }
      return { id, schoolId, student, registeredAt: at };
    });
  }

  async refuseUnlessTheirs(caller: Caller, student: PersonView): Promise<void> {
    if (caller.userId === student.id || (await this.leadership.answersFor(caller, student.id))) return;
    throw forbidden('Only they themselves, a head of theirs or an ADMIN may do this for them.');
  }

  /** Who joins a school joins its community as well, so nobody may let themselves in by that door. */
  private async refuseStrangers({ name, communityIds }: School, student: PersonView): Promise<void> {
    const theirs = await this.leadership.communitiesOf(student.id);
    if (communityIds.every((id) => theirs.includes(id))) return;
    throw conflict(`${name} is for its own community, and ${student.name} does not belong to it.`);
  }
}
