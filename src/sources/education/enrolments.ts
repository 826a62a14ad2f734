import { Injectable } from '@nestjs/common';
import { Groups } from '../../directory/groups/groups.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import type { PageQuery } from '../../platform/http/page-query.js';
import { People } from '../people.js';
import { belongsTo, enrolOnce, findCourse, pageOfCourses } from './education.sql.js';
import type { CourseView, EnrolmentView } from './education.view.js';
import { Students } from './students.js';

export const noSuchCourse = () => notFound('There is no such course.');

/** Who takes which course. A course is a group, and who is enrolled is a member of it. */
@Injectable()
export class Enrolments {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly groups: Groups,
    private readonly people: People,
    private readonly students: Students,
  ) {}

  async courses(query: PageQuery): Promise<CourseView[]> {
    return await pageOfCourses(this.database, query);
  }

  /** Enrolling again answers the same, and is told to nobody. */
  async enrol(caller: Caller, courseId: string, userId = caller.userId): Promise<EnrolmentView> {
    const course = await findCourse(this.database, courseId);
    if (!course) throw noSuchCourse();
    const student = await this.people.find(userId);
    await this.students.refuseUnlessTheirs(caller, student);
    const { school } = course;
    if (school && !(await belongsTo(this.database, school.id, student.id))) {
      throw conflict(`${student.name} is no student of ${school.name} yet: POST /api/students comes first.`);
    }
    return await this.database.transaction(async (sql) => {
      await this.groups.joinWithin(sql, courseId, student.id);
      const { at, isNew } = await enrolOnce(sql, courseId, student.id, caller.userId);
      if (isNew) {
        await this.events.emit(sql, 'course.registered', {
          courseId,
          courseName: course.name,
          userId: student.id,
          userName: student.name,
          enrolledById: caller.userId,
          enrolledByName: caller.name,
        });
      }
      return { courseId, student, enrolledAt: at };
    });
  }
}
