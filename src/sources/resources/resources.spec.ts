import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import type { Problem } from '../../platform/http/problem.js';
import type { ResourceRequestView } from './request.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';

let app: TestApp;
const callers = {} as Record<'member' | 'family' | 'gotra' | 'community' | 'otherFamily' | 'admin', Caller>;
beforeAll(async () => {
  app = await startApp();
  callers.member = await app.as('member@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.otherFamily = await app.as('falguni.desai@demo.munadi');
  callers.admin = await app.as('admin@demo.munadi');
});
beforeEach(() => app.sql('TRUNCATE resource_requests, domain_events'));

const wish = (over: object = {}) => ({ resource: 'Folding chairs', quantity: 40, ...over });
const ask = (over: object = {}, caller = callers.member) =>
  caller.post<ResourceRequestView>('/api/resources/requests', wish(over));
const asked = async (over: object = {}) => (await ask(over)).body;
const told = (name: string) => toldBy(app, name);
const idsOf = async (...names: string[]) =>
  (await app.sql<{ id: string }>('SELECT id FROM users WHERE name = ANY($1) ORDER BY id', [names])).map(
    ({ id }) => id,
  );

describe('requesting', () => {
  test('answers the request and tells everybody who may decide', async () => {
    const { status, body } = await ask({ resource: '  Chairs ', purpose: ' A wedding ' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      resource: 'Chairs',
      quantity: 40,
      purpose: 'A wedding',
      status: 'PENDING',
      requester: { id: body.requester.id, name: 'Meera Patel' },
      createdAt: body.createdAt,
    });
    expect((await callers.member.get(`/api/resources/requests/${body.id}`)).body).toEqual(body);
    expect(await told('resource.requested')).toEqual([
      {
        requestId: body.id,
        resource: 'Chairs',
        quantity: 40,
        purpose: 'A wedding',
        requesterId: body.requester.id,
        requesterName: 'Meera Patel',
        deciderIds: await idsOf('Harish Patel', 'Kantilal Desai', 'Asha Mehta', 'Rekha Joshi'),
      },
    ]);
  });

  test('of a head is told to the other heads, and one is what is not counted', async () => {
    const { body } = await ask({ quantity: undefined }, callers.family);
    expect(body).toMatchObject({ quantity: 1, purpose: null });
    const deciderIds = await idsOf('Kantilal Desai', 'Asha Mehta', 'Rekha Joshi');
    expect(await told('resource.requested')).toMatchObject([{ deciderIds }]);
  });

  test.each<[string, object, string]>([
    ['nothing', { resource: undefined }, 'resource'],
    ['spaces', { resource: '  ' }, 'resource'],
    ['two lines', { resource: 'a\nb' }, 'resource'],
    ['too long a name', { resource: 'x'.repeat(201) }, 'resource'],
    ['none of it', { quantity: 0 }, 'quantity'],
    ['half of it', { quantity: 0.5 }, 'quantity'],
    ['too many', { quantity: 10_001 }, 'quantity'],
    ['a number in words', { quantity: '4' }, 'quantity'],
    ['a purpose that is too long', { purpose: 'x'.repeat(1001) }, 'purpose'],
    ['a status of their own', { status: 'APPROVED' }, 'status'],
  ])('%s is refused', async (_what, over, path) => {
    const { status, body } = await callers.member.post<Problem>('/api/resources/requests', wish(over));
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toContain(path);
    expect(await told('resource.requested')).toEqual([]);
  });
});

describe('deciding', () => {
  test.each(['family', 'gotra', 'community', 'admin'] as const)('%s may approve', async (who) => {
    const request = await asked();
    const { status, body } = await callers[who].post(`/api/resources/requests/${request.id}/approve`);
    expect(status).toBe(200);
    expect(body).toEqual(Object.assign(request, { status: 'APPROVED' }));
    expect(await told('resource.approved')).toMatchObject([
      { requestId: request.id, resource: 'Folding chairs', quantity: 40, requesterId: request.requester.id },
    ]);
  });

  test('who does not lead the requester sees no request', async () => {
    const { id } = await asked();
    const stranger = callers.otherFamily;
    expect((await stranger.get(`/api/resources/requests/${id}`)).status).toBe(404);
    for (const verdict of ['approve', 'reject']) {
      expect((await stranger.post(`/api/resources/requests/${id}/${verdict}`)).status).toBe(404);
    }
    expect((await callers.family.get(`/api/resources/requests/${id}`)).status).toBe(200);
  });

  test.each(['member', 'family', 'gotra'] as const)('%s may not about their own', async (who) => {
    const { id } = (await ask({}, callers[who])).body;
    const { status, body } = await callers[who].post<Problem>(`/api/resources/requests/${id}/approve`);
    expect(status).toBe(403);
    expect(body.detail).toMatch(/own request.*ADMIN.*another head/);
    expect((await callers.community.post(`/api/resources/requests/${id}/approve`)).status).toBe(200);
  });

  test('a rejection carries its reason, or none', async () => {
    for (const body of [{ reason: ' Lent out. ' }, undefined, { reason: ' ' }]) {
      const { id } = await asked();
      const answer = await callers.family.post(`/api/resources/requests/${id}/reject`, body);
      expect(answer).toMatchObject({ status: 200, body: { status: 'REJECTED' } });
    }
    expect((await told('resource.rejected')).map(({ reason }) => reason)).toEqual(['Lent out.', null, null]);
  });

  test('of approvals and rejections at once one counts, and only that is told', async () => {
    const { id } = await asked();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        callers.admin.post<Problem>(`/api/resources/requests/${id}/${index % 2 ? 'approve' : 'reject'}`),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(9);
    expect(refused[0]?.body.detail).toMatch(/has been (approved|rejected) already/);
    expect([...(await told('resource.approved')), ...(await told('resource.rejected'))]).toHaveLength(1);
  });

  test.each([UNKNOWN, 'no-id'])('one that is not there is 404: %s', async (id) => {
    expect((await callers.admin.get(`/api/resources/requests/${id}`)).status).toBe(404);
    expect((await callers.admin.post(`/api/resources/requests/${id}/approve`)).status).toBe(404);
    expect((await callers.admin.post(`/api/resources/requests/${id}/reject`)).status).toBe(404);
  });
});

describe('a change and its telling are one', () => {
  test('what cannot be told does not happen', async () => {
    const { id } = await asked();
    await whileBroken(app, 'domain_events', 'at once', async () => {
      expect((await ask()).status).toBe(500);
      expect((await callers.admin.post(`/api/resources/requests/${id}/approve`)).status).toBe(500);
    });
    expect(await app.sql('SELECT id, status FROM resource_requests')).toEqual([{ id, status: 'PENDING' }]);
  });

  test('what is undone at the last moment is not told', async () => {
    const { id } = await asked();
    await whileBroken(app, 'resource_requests', 'at the last moment', async () => {
      expect((await ask()).status).toBe(500);
      expect((await callers.admin.post(`/api/resources/requests/${id}/approve`)).status).toBe(500);
    });
    expect(await told('resource.requested')).toHaveLength(1);
    expect(await told('resource.approved')).toEqual([]);
  });
});
