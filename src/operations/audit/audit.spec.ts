import { beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { audit, memberActor, type AuditEntry } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import type { AuditEntryView } from './audit.dto.js';

let app: TestApp;
let admin: Caller;
let head = '';

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  admin = await app.as('admin@demo.munadi');
  const [row] = await app.sql<{ id: string }>(`SELECT id FROM users WHERE email = 'family-head@demo.munadi'`);
  head = row?.id ?? '';
  const of = (actor: string, action: AuditEntry['action'], subject: string, n: number): AuditEntry => ({
    actor,
    action,
    subject,
    detail: { n },
  });
  await audit(app.nest.get(Database, { strict: false }), [
    of(memberActor(head), 'message.accepted', 'a', 1),
    of('munadi', 'message.ended', 'a', 2),
    of(memberActor(crypto.randomUUID()), 'message.accepted', 'b', 3),
    of(memberActor(head), 'message.cancelled', 'b', 4),
    of('member:nobody', 'schedule.created', 'c', 0),
  ]);
});

const page = async (query = '') => {
  const { body, headers } = await admin.get<AuditEntryView[]>(`/api/admin/audit${query}`);
  return { numbers: body.map(({ detail }) => detail.n), body, link: headers.get('link') };
};

it('shows who did what, newest first', async () => {
  const { numbers, body, link } = await page('?limit=100');
  expect(numbers).toEqual([0, 4, 3, 2, 1]);
  expect(link).toBeNull();
  expect(body[1]).toEqual({
    id: '4',
    at: expect.stringMatching(/^20.*Z$/) as string,
    actor: `member:${head}`,
    actorName: 'Harish Patel',
    action: 'message.cancelled',
    subject: 'b',
    detail: { n: 4 },
    hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(body.map(({ actorName }) => actorName)).toEqual([null, 'Harish Patel', null, null, 'Harish Patel']);
});

it.each([
  ['actor', () => `?actor=member:${head}`, [4, 1]],
  ['action', () => '?action=message.accepted', [3, 1]],
  ['subject', () => '?subject=a', [2, 1]],
  ['all of them', () => `?subject=b&action=message.accepted&actor=member:${head}`, []],
])('by %s', async (_what, query, numbers) => {
  expect((await page(query())).numbers).toEqual(numbers);
});

it('goes on where a page ends', async () => {
  const first = await page('?limit=4');
  expect(first.numbers).toEqual([0, 4, 3, 2]);
  const [, next = ''] = /<\/api\/admin\/audit(.*)>; rel="next"/.exec(first.link ?? '') ?? [];
  expect((await page(next)).numbers).toEqual([1]);
});

it.each(['?cursor=x', '?action=other', '?limit=0', '?who=me'])('refuses %s', async (query) => {
  expect((await admin.get(`/api/admin/audit${query}`)).status).toBe(400);
});

it('is for ADMINs', async () => {
  for (const email of ['community-head@demo.munadi', 'member@demo.munadi']) {
    expect((await (await app.as(email)).get('/api/admin/audit')).status).toBe(403);
  }
});
