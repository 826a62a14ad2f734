import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import type { Problem } from '../../platform/http/problem.js';
import type { PaymentView } from './payment.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';
const DUE = '2030-12-31T23:59:00+05:30';

let app: TestApp;
let payerId: string;
const callers = {} as Record<'member' | 'family' | 'gotra' | 'community' | 'otherFamily' | 'admin', Caller>;
beforeAll(async () => {
  app = await startApp();
  callers.member = await app.as('member@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.otherFamily = await app.as('falguni.desai@demo.munadi');
  callers.admin = await app.as('admin@demo.munadi');
  payerId = await idOf('Meera Patel');
});
beforeEach(() => app.sql('TRUNCATE payments, domain_events'));

const idOf = async (name: string) =>
  (await app.sql<{ id: string }>('SELECT id FROM users WHERE name = $1', [name]))[0]!.id;
const payment = (over: object = {}) => ({
  payerId,
  purpose: 'Yearly membership',
  amount: 125_050,
  currency: 'inr',
  ...over,
});
const create = (over: object = {}, caller = callers.community) =>
  caller.post<PaymentView>('/api/payments', payment(over));
const created = async (over: object = {}) => (await create(over)).body;
const receive = (id: string, caller: Caller) => caller.post<Problem>(`/api/payments/${id}/receive`);
const told = (name: string) => toldBy(app, name);

describe('asking for a payment', () => {
  test('answers it and tells the payer', async () => {
    const { status, body } = await create({ purpose: ' Membership ', dueAt: DUE });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      purpose: 'Membership',
      amount: 125_050,
      currency: 'INR',
      dueAt: '2030-12-31T18:29:00.000Z',
      status: 'OPEN',
      payer: { id: payerId, name: 'Meera Patel' },
      createdById: await idOf('Asha Mehta'),
      receivedAt: null,
      createdAt: body.createdAt,
    });
    for (const caller of [callers.member, callers.community, callers.family]) {
      expect((await caller.get(`/api/payments/${body.id}`)).body).toEqual(body);
    }
    expect((await callers.otherFamily.get(`/api/payments/${body.id}`)).status).toBe(404);
    expect(await told('payment.created')).toEqual([
      {
        paymentId: body.id,
        purpose: 'Membership',
        amount: 125_050,
        currency: 'INR',
        payerId,
        dueAt: '2030-12-31T18:29:00.000Z',
        createdById: body.createdById,
        createdByName: 'Asha Mehta',
      },
    ]);
  });

  test.each(['family', 'gotra', 'admin'] as const)('%s may', async (who) => {
    expect((await create({}, callers[who])).status).toBe(201);
    expect(await told('payment.created')).toMatchObject([{ dueAt: null }]);
  });

  test.each(['member', 'otherFamily'] as const)('%s may not', async (who) => {
    const { status, body } = await callers[who].post<Problem>('/api/payments', payment());
    expect(status).toBe(403);
    expect(body.detail).toMatch(/ADMIN or a head of theirs/);
    expect(body.detail).not.toContain('Meera');
    expect(await told('payment.created')).toEqual([]);
  });

  test('of nobody is 404', async () => {
    expect((await create({ payerId: UNKNOWN })).status).toBe(404);
  });

  test.each<[string, object, string]>([
    ['nobody who pays', { payerId: undefined }, 'payerId'],
    ['a payer that is no id', { payerId: 'Meera' }, 'payerId'],
    ['no purpose', { purpose: ' ' }, 'purpose'],
    ['a purpose of two lines', { purpose: 'a\r\nb' }, 'purpose'],
    ['no amount', { amount: undefined }, 'amount'],
    ['nothing', { amount: 0 }, 'amount'],
    ['less than nothing', { amount: -1 }, 'amount'],
    ['half a paisa', { amount: 0.5 }, 'amount'],
    ['an amount as text', { amount: '100' }, 'amount'],
    ['an amount beyond reason', { amount: 1_000_000_001 }, 'amount'],
    ['no currency', { currency: undefined }, 'currency'],
    ['a currency nobody knows', { currency: 'ABC' }, 'currency'],
    ['a currency in words', { currency: 'rupees' }, 'currency'],
    ['a due date in the past', { dueAt: '2020-01-01T00:00:00Z' }, 'dueAt'],
    ['a due date without an offset', { dueAt: '2030-01-01T00:00:00' }, 'dueAt'],
    ['a status of their own', { status: 'RECEIVED' }, 'status'],
  ])('%s is refused', async (_what, over, path) => {
    const { status, body } = await callers.community.post<Problem>('/api/payments', payment(over));
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toContain(path);
    expect(await told('payment.created')).toEqual([]);
  });
});

describe('receiving it', () => {
  test('answers it, and tells the payer and who asked for it', async () => {
    const open = await created();
    const { status, body } = await callers.family.post<PaymentView>(`/api/payments/${open.id}/receive`);
    expect(status).toBe(200);
    expect(body).toEqual(Object.assign(open, { status: 'RECEIVED', receivedAt: body.receivedAt }));
    expect((await callers.member.get(`/api/payments/${open.id}`)).body).toEqual(body);
    expect(await told('payment.received')).toEqual([
      {
        paymentId: open.id,
        purpose: 'Yearly membership',
        amount: 125_050,
        currency: 'INR',
        payerId,
        payerName: 'Meera Patel',
        createdById: open.createdById,
        receivedById: await idOf('Harish Patel'),
        receivedByName: 'Harish Patel',
        receivedAt: body.receivedAt,
      },
    ]);
  });

  test('happens once, of however many at once', async () => {
    const { id } = await created();
    const heads = [callers.family, callers.gotra, callers.community, callers.admin];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => receive(id, heads[index % 4]!)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(11);
    expect(refused[0]?.body.detail).toContain('received already');
    expect(await told('payment.received')).toHaveLength(1);
  });

  test('is not for the payer, and unseen by strangers', async () => {
    const { id } = await created();
    expect((await receive(id, callers.member)).status).toBe(403);
    expect((await receive(id, callers.otherFamily)).status).toBe(404);
    expect((await receive(UNKNOWN, callers.admin)).status).toBe(404);
    expect((await receive('no-id', callers.admin)).status).toBe(404);
    expect(await told('payment.received')).toEqual([]);
  });
});

test('what cannot be told does not happen, and what is undone is not told', async () => {
  const { id } = await created();
  await whileBroken(app, 'domain_events', 'at once', async () => {
    expect((await create()).status).toBe(500);
    expect((await receive(id, callers.admin)).status).toBe(500);
  });
  expect(await app.sql('SELECT id, received_at FROM payments')).toEqual([{ id, received_at: null }]);
  await whileBroken(app, 'payments', 'at the last moment', async () => {
    expect((await create()).status).toBe(500);
    expect((await receive(id, callers.admin)).status).toBe(500);
  });
  expect(await told('payment.created')).toHaveLength(1);
  expect(await told('payment.received')).toEqual([]);
});
