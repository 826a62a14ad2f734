import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import type { Problem } from '../../platform/http/problem.js';
import type { StatusRequestView } from './status-request.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';

let app: TestApp;
let memberId: string;
const callers = {} as Record<'member' | 'family' | 'gotra' | 'otherFamily' | 'admin', Caller>;
beforeAll(async () => {
  app = await startApp();
  callers.member = await app.as('member@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.otherFamily = await app.as('falguni.desai@demo.munadi');
  callers.admin = await app.as('admin@demo.munadi');
  const rows = await app.sql<{ id: string }>(`SELECT id FROM users WHERE name = 'Meera Patel'`);
  memberId = rows[0]!.id;
});
beforeEach(() => app.sql('TRUNCATE status_requests, domain_events'));

const question = (over: object = {}) => ({ memberId, question: 'Are you safe?', ...over });
const ask = (over: object = {}, caller = callers.family) =>
  caller.post<StatusRequestView>('/api/status-requests', question(over));
const asked = async () => (await ask()).body;
const answer = <Body = Problem>(id: string, said: unknown, caller = callers.member) =>
  caller.post<Body>(`/api/status-requests/${id}/resolve`, { answer: said });
const told = (name: string) => toldBy(app, name);

describe('asking', () => {
  test('answers the request and tells the member', async () => {
    const { status, body } = await ask({ question: ' Are you safe? ', dueAt: '2030-11-08T18:30:00+05:30' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      question: 'Are you safe?',
      dueAt: '2030-11-08T13:00:00.000Z',
      status: 'OPEN',
      answer: null,
      member: { id: memberId, name: 'Meera Patel' },
      requestedById: body.requestedById,
      resolvedAt: null,
      createdAt: body.createdAt,
    });
    for (const caller of [callers.member, callers.family, callers.gotra]) {
      expect((await caller.get(`/api/status-requests/${body.id}`)).body).toEqual(body);
    }
    expect((await callers.otherFamily.get(`/api/status-requests/${body.id}`)).status).toBe(404);
    expect(await told('status.update-requested')).toEqual([
      {
        requestId: body.id,
        question: 'Are you safe?',
        memberId,
        requestedById: body.requestedById,
        requestedByName: 'Harish Patel',
        dueAt: '2030-11-08T13:00:00.000Z',
      },
    ]);
  });

  test('is for heads of the member and operators', async () => {
    expect((await ask({}, callers.admin)).status).toBe(201);
    expect((await ask({}, callers.gotra)).status).toBe(201);
    expect((await ask({}, callers.otherFamily)).status).toBe(403);
    const { status, body } = await callers.member.post('/api/status-requests', question());
    expect(status).toBe(403);
    expect(JSON.stringify(body)).not.toContain('Meera');
    expect((await ask({ memberId: UNKNOWN }, callers.admin)).status).toBe(404);
  });

  test.each<[string, object, string]>([
    ['nobody', { memberId: undefined }, 'memberId'],
    ['somebody without an id', { memberId: 'Meera' }, 'memberId'],
    ['no question', { question: ' ' }, 'question'],
    ['a question of two lines', { question: 'a\nb' }, 'question'],
    ['a question that is too long', { question: 'x'.repeat(301) }, 'question'],
    ['a date in the past', { dueAt: '2020-01-01T00:00:00Z' }, 'dueAt'],
    ['an answer of their own', { answer: 'Yes' }, 'answer'],
  ])('%s is refused', async (_what, over, path) => {
    const { status, body } = await callers.family.post<Problem>('/api/status-requests', question(over));
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toContain(path);
    expect(await told('status.update-requested')).toEqual([]);
  });
});

describe('answering', () => {
  test('answers the whole, and tells who asked', async () => {
    const request = await asked();
    const { status, body } = await answer<StatusRequestView>(request.id, ' Yes,\nwith my uncle. ');
    expect(status).toBe(200);
    expect(body).toEqual(
      Object.assign(request, {
        status: 'RESOLVED',
        answer: 'Yes,\nwith my uncle.',
        resolvedAt: body.resolvedAt,
      }),
    );
    expect((await callers.family.get(`/api/status-requests/${request.id}`)).body).toEqual(body);
    expect(await told('status.updated')).toEqual([
      {
        requestId: request.id,
        question: 'Are you safe?',
        answer: 'Yes,\nwith my uncle.',
        memberId,
        memberName: 'Meera Patel',
        requestedById: request.requestedById,
      },
    ]);
  });

  test('happens once, of however many at once', async () => {
    const { id } = await asked();
    const answers = await Promise.all(Array.from({ length: 8 }, () => answer(id, 'Yes')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await told('status.updated')).toHaveLength(1);
  });

  test('is for the member alone', async () => {
    const { id } = await asked();
    expect((await answer(id, 'Yes', callers.family)).body.detail).toBe('Only Meera Patel can answer this.');
    expect((await answer(id, 'Yes', callers.admin)).status).toBe(403);
    expect((await answer(id, 'Yes', callers.otherFamily)).status).toBe(404);
    for (const nothing of [UNKNOWN, 'no-id']) expect((await answer(nothing, 'Yes')).status).toBe(404);
    expect(await told('status.updated')).toEqual([]);
  });

  test.each([undefined, '', '  ', 'x'.repeat(1001), 'a\u0007', 7])('with %j is refused', async (said) => {
    const { id } = await asked();
    const { status, body } = await answer(id, said);
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toContain('answer');
  });
});

test('what cannot be told does not happen, and what is undone is not told', async () => {
  const { id } = await asked();
  await whileBroken(app, 'domain_events', 'at once', async () => {
    expect((await ask()).status).toBe(500);
    expect((await answer(id, 'Yes')).status).toBe(500);
  });
  expect(await app.sql('SELECT id, answer FROM status_requests')).toEqual([{ id, answer: null }]);
  await whileBroken(app, 'status_requests', 'at the last moment', async () => {
    expect((await ask()).status).toBe(500);
    expect((await answer(id, 'Yes')).status).toBe(500);
  });
  expect(await told('status.update-requested')).toHaveLength(1);
  expect(await told('status.updated')).toEqual([]);
});
