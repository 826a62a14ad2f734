import type { PageQuery } from '../../platform/http/page-query.js';
import type { Sql } from '../../platform/database/database.js';
import type { CourseView } from './education.view.js';

export interface School {
  id: string;
  name: string;
  /** Those it belongs to, above it in the tree. */
  communityIds: string[];
}

/** Index: groups_pkey, upwards. */
export async function findSchool(sql: Sql, schoolId: string): Promise<School | undefined> {
  const [school] = await sql.query<School>(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id, kind FROM groups WHERE id = $1
       UNION
       SELECT groups.id, groups.parent_id, groups.kind FROM above JOIN groups ON groups.id = above.parent_id
     )
     SELECT id, name, ARRAY(SELECT id FROM above WHERE kind = 'COMMUNITY') AS "communityIds"
       FROM groups WHERE id = $1 AND kind = 'SCHOOL'`,
    [schoolId],
  );
  return school;
}

const COURSE = `
  SELECT course.id, course.name,
         CASE WHEN school.id IS NOT NULL THEN json_build_object('id', school.id, 'name', school.name) END AS school
    FROM groups AS course LEFT JOIN groups AS school ON school.id = course.parent_id
   WHERE course.kind = 'COURSE'`;

/** Index: groups_pkey. */
export async function findCourse(sql: Sql, courseId: string): Promise<CourseView | undefined> {
  const [course] = await sql.query<CourseView>(`${COURSE} AND course.id = $1`, [courseId]);
  return course;
}

/** Newest first: ids grow with time. Index: groups_pkey. */
export async function pageOfCourses(sql: Sql, { limit, cursor }: PageQuery): Promise<CourseView[]> {
  return await sql.query<CourseView>(
    `${COURSE} AND ($1::uuid IS NULL OR course.id < $1) ORDER BY course.id DESC LIMIT $2`,
    [cursor ?? null, limit],
  );
}

/** Index: group_members_pkey. */
export async function belongsTo(sql: Sql, groupId: string, userId: string): Promise<boolean> {
  const rows = await sql.query('SELECT 1 FROM group_members WHERE group_id = $1 AND user_id = $2 LIMIT 1', [
    groupId,
    userId,
  ]);
  return rows.length > 0;
}

export interface Registration {
  id: string;
  at: Date;
  /** False where it was there already. */
  isNew: boolean;
}

/** A second registration changes nothing. Index: students_school_id_user_id_key. */
export async function registerOnce(
  sql: Sql,
  schoolId: string,
  userId: string,
  registeredById: string,
): Promise<Registration> {
  const [made] = await sql.query<Registration>(
    `INSERT INTO students (school_id, user_id, registered_by_id) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING
     RETURNING id, created_at AS at, true AS "isNew"`,
    [schoolId, userId, registeredById],
  );
  if (made) return made;
  const [known] = await sql.query<Registration>(
    'SELECT id, created_at AS at, false AS "isNew" FROM students WHERE school_id = $1 AND user_id = $2',
    [schoolId, userId],
  );
  if (!known) throw new Error('A registration is neither new nor there.');
  return known;
}

/** A second enrolment changes nothing. Index: enrolments_pkey. */
export async function enrolOnce(
  sql: Sql,
  courseId: string,
  userId: string,
  enrolledById: string,
): Promise<Omit<Registration, 'id'>> {
  const [made] = await sql.query<Omit<Registration, 'id'>>(
    `INSERT INTO enrolments (course_id, user_id, enrolled_by_id) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING
     RETURNING created_at AS at, true AS "isNew"`,
    [courseId, userId, enrolledById],
  );
  if (made) return made;
  const [known] = await sql.query<Omit<Registration, 'id'>>(
    'SELECT created_at AS at, false AS "isNew" FROM enrolments WHERE course_id = $1 AND user_id = $2',
    [courseId, userId],
  );
  if (!known) throw new Error('An enrolment is neither new nor there.');
  return known;
}
