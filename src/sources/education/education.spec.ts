import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import type { Problem } from '../../platform/http/problem.js';
import type { CourseView, EnrolmentView, StudentView } from './education.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';

let app: TestApp;
/** Groups and people by their names. */
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name)!;
const callers = {} as Record<'member' | 'family' | 'community' | 'otherFamily' | 'admin', Caller>;
beforeAll(async () => {
  app = await startApp();
  callers.member = await app.as('member@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.otherFamily = await app.as('falguni.desai@demo.munadi');
  callers.admin = await app.as('admin@demo.munadi');
  await app.sql(`INSERT INTO users (name, email) VALUES ('A Stranger', 'stranger@demo.munadi')`);
  const rows = await app.sql<{ id: string; name: string }>(
    'SELECT id, name FROM users UNION ALL SELECT id, name FROM groups',
  );
  for (const row of rows) ids.set(row.name, row.id);
});
beforeEach(async () => {
  await app.sql('TRUNCATE students, enrolments, domain_events');
  await app.sql(
    `DELETE FROM group_members WHERE user_id = $1 AND joined_group_id IN (
    SELECT id FROM groups WHERE kind IN ('SCHOOL', 'COURSE'))`,
    [id('Meera Patel')],
  );
});

const SCHOOL = 'Anand Vidyalaya';
const COURSE = 'Tabla and harmonium';
const register = (over: object = {}, caller = callers.member) =>
  caller.post<StudentView & Problem>('/api/students', { schoolId: id(SCHOOL), ...over });
const enrol = (body?: object, caller = callers.member, course = id(COURSE)) =>
  caller.post<EnrolmentView & Problem>(`/api/courses/${course}/enrolments`, body);
const told = (name: string) => toldBy(app, name);
const isIn = async (group: string, person = 'Meera Patel') =>
  (await app.sql('SELECT 1 FROM group_members WHERE group_id = $1 AND user_id = $2', [id(group), id(person)]))
    .length > 0;

describe('registering a student', () => {
  test('makes them a member of the school, and tells them and the heads of its community', async () => {
    const { status, body } = await register();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      schoolId: id(SCHOOL),
      student: { id: id('Meera Patel'), name: 'Meera Patel' },
      registeredAt: body.registeredAt,
    });
    expect(await isIn(SCHOOL)).toBe(true);
    expect(await told('student.registered')).toEqual([
      {
        studentId: body.id,
        schoolId: id(SCHOOL),
        schoolName: SCHOOL,
        userId: id('Meera Patel'),
        userName: 'Meera Patel',
        registeredById: id('Meera Patel'),
        registeredByName: 'Meera Patel',
        communityIds: [id('Anand Samaj')],
      },
    ]);
  });

  test('again, or many times at once, answers the same and is told once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => register()));
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]?.body });
    expect((await register({}, callers.member)).body).toEqual(answers[0]?.body);
    expect(await told('student.registered')).toHaveLength(1);
  });

  test.each(['family', 'community', 'admin'] as const)('%s may do it for them', async (who) => {
    expect((await register({ userId: id('Meera Patel') }, callers[who])).status).toBe(201);
    expect(await told('student.registered')).toMatchObject([{ userName: 'Meera Patel' }]);
  });

  test('somebody who does not lead them may not', async () => {
    const { status, body } = await register({ userId: id('Meera Patel') }, callers.otherFamily);
    expect(status).toBe(403);
    expect(body.detail).toContain('a head of theirs or an ADMIN');
    expect(body.detail).not.toContain('Meera');
    expect((await register({ userId: id('Harish Patel') })).status).toBe(403);
  });

  test('who is not of the community does not come in by the school', async () => {
    const stranger = await app.as('stranger@demo.munadi');
    for (const caller of [stranger, callers.admin]) {
      const { status, body } = await register({ userId: id('A Stranger') }, caller);
      expect(status).toBe(409);
      expect(body.detail).toContain('A Stranger does not belong to it');
    }
    expect(await isIn('Anand Samaj', 'A Stranger')).toBe(false);
    expect(await told('student.registered')).toEqual([]);
  });

  test('what is not there is 404', async () => {
    expect((await register({ schoolId: UNKNOWN })).body.detail).toBe('There is no such school.');
    expect((await register({ schoolId: id(COURSE) })).status).toBe(404);
    expect((await register({ userId: UNKNOWN }, callers.admin)).body.detail).toBe('There is no such person.');
  });

  test.each<[string, object, string]>([
    ['no school', { schoolId: undefined }, 'schoolId'],
    ['a school without an id', { schoolId: 'Vidyalaya' }, 'schoolId'],
    ['a person without an id', { userId: 'Meera' }, 'userId'],
    ['a grade', { grade: 5 }, 'grade'],
  ])('%s is refused', async (_what, over, path) => {
    const { status, body } = await register(over);
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toContain(path);
  });
});

describe('enrolling', () => {
  beforeEach(async () => {
    await register();
    await app.sql('TRUNCATE domain_events');
  });

  test('makes them a member of the course, and tells them', async () => {
    const { status, body } = await enrol();
    expect(status).toBe(201);
    expect(body).toEqual({
      courseId: id(COURSE),
      student: { id: id('Meera Patel'), name: 'Meera Patel' },
      enrolledAt: body.enrolledAt,
    });
    expect(await isIn(COURSE)).toBe(true);
    expect(await told('course.registered')).toEqual([
      {
        courseId: id(COURSE),
        courseName: COURSE,
        userId: id('Meera Patel'),
        userName: 'Meera Patel',
        enrolledById: id('Meera Patel'),
        enrolledByName: 'Meera Patel',
      },
    ]);
  });

  test('again, or many times at once, answers the same and is told once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => enrol({})));
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]?.body });
    expect(await told('course.registered')).toHaveLength(1);
  });

  test('a head may do it for them, others may not', async () => {
    const userId = id('Meera Patel');
    expect((await enrol({ userId }, callers.otherFamily)).status).toBe(403);
    expect((await enrol({ userId }, callers.family)).status).toBe(201);
    expect(await told('course.registered')).toMatchObject([{ enrolledByName: 'Harish Patel' }]);
  });

  test('is for students of the school', async () => {
    const { status, body } = await enrol({}, callers.otherFamily);
    expect(status).toBe(409);
    expect(body.detail).toContain('Falguni Desai is no student of Anand Vidyalaya yet');
    expect(await isIn(COURSE, 'Falguni Desai')).toBe(false);
  });

  test.each([UNKNOWN, 'no-id'])('in a course that is not there is 404: %s', async (course) => {
    expect((await enrol({}, callers.member, course)).status).toBe(404);
  });

  test('in a group that is no course is 404, and a wrong person is refused', async () => {
    expect((await enrol({}, callers.member, id(SCHOOL))).status).toBe(404);
    expect((await enrol({ userId: UNKNOWN }, callers.admin)).status).toBe(404);
    expect((await enrol({ userId: 'Meera' })).status).toBe(400);
  });
});

test('the courses are shown page by page, with their school', async () => {
  const first = await callers.member.get<CourseView[]>('/api/courses?limit=1');
  const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1];
  const second = await callers.member.get<CourseView[]>(next!);
  expect([...first.body, ...second.body].map(({ name }) => name).sort()).toEqual([
    'Gujarati for beginners',
    COURSE,
  ]);
  expect(first.body[0]?.school).toEqual({ id: id(SCHOOL), name: SCHOOL });
});

test('membership, row and fact are one', async () => {
  await whileBroken(app, 'domain_events', 'at once', async () => {
    expect((await register()).status).toBe(500);
  });
  await whileBroken(app, 'students', 'at the last moment', async () => {
    expect((await register()).status).toBe(500);
  });
  expect(await isIn(SCHOOL)).toBe(false);
  expect(await app.sql('SELECT 1 FROM students')).toEqual([]);
  expect(await told('student.registered')).toEqual([]);

  await register();
  await whileBroken(app, 'domain_events', 'at once', async () => expect((await enrol()).status).toBe(500));
  await whileBroken(app, 'enrolments', 'at the last moment', async () => {
    expect((await enrol()).status).toBe(500);
  });
  expect(await isIn(COURSE)).toBe(false);
  expect(await told('course.registered')).toEqual([]);
});
