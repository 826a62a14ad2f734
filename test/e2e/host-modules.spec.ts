import { beforeAll, expect, it } from 'vitest';
import { Database } from '../../src/platform/database/database.js';
import { Events } from '../../src/platform/events/events.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

interface Item {
  type: string;
  title: string;
  message: string;
  link: string | null;
  priority: string;
  channels: { channel: string; status: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});

const idOf = async (table: 'users' | 'groups', name: string) =>
  (await app.sql<{ id: string }>(`SELECT id FROM ${table} WHERE name = $1`, [name]))[0]!.id;

async function feedHas(email: string, title: string): Promise<Item> {
  const caller = await app.as(email);
  return await eventually(async () => {
    const { body } = await caller.get<Item[]>('/api/notifications');
    const item = body.find((each) => each.title.includes(title));
    if (!item) throw new Error(`${email} has no “${title}” in their feed`);
    return item;
  });
}

it('a payment is asked for, received, and receipted to who paid and to who asked', async () => {
  const head = await app.as('community-head@demo.munadi');
  const asked = await head.post<{ id: string }>('/api/payments', {
    payerId: await idOf('users', 'Jignesh Patel'),
    purpose: 'Hall',
    amount: 125_050,
    currency: 'INR',
  });
  const link = `/payments/${asked.body.id}`;
  // Jignesh reads Gujarati.
  expect(await feedHas('jignesh.patel@demo.munadi', '₹1,250.50 ચૂકવો')).toMatchObject({
    type: 'PAYMENT_DUE',
    link,
  });

  const family = await app.as('family-head@demo.munadi');
  expect((await family.post(`/api/payments/${asked.body.id}/receive`)).status).toBe(200);
  expect(await feedHas('jignesh.patel@demo.munadi', '₹1,250.50 મળ્યા')).toMatchObject({
    type: 'PAYMENT_RECEIPT',
    priority: 'HIGH',
  });
  const told = await feedHas('community-head@demo.munadi', 'Jignesh Patel has paid ₹1,250.50');
  expect(told).toMatchObject({ link, priority: 'MEDIUM' });
  expect(told.channels.map(({ channel }) => channel)).toEqual(['IN_APP']);
});

it('a request goes to the heads and its approval back', async () => {
  const member = await app.as('member@demo.munadi');
  const { body } = await member.post<{ id: string }>('/api/resources/requests', { resource: 'Big pot' });
  const item = await feedHas('family-head@demo.munadi', 'Meera Patel requests “Big pot”');
  expect(item.message).toBe('Meera Patel needs 1 item.');
  const head = await app.as('family-head@demo.munadi');
  await head.post(`/api/resources/requests/${body.id}/approve`);
  await feedHas('member@demo.munadi', 'Your request for “Big pot” is approved');
});

it('a question about how somebody is goes out at once, and its answer comes back', async () => {
  const head = await app.as('family-head@demo.munadi');
  const memberId = await idOf('users', 'Meera Patel');
  const asked = await head.post<{ id: string }>('/api/status-requests', { memberId, question: 'All well?' });
  expect(await feedHas('member@demo.munadi', 'Harish Patel needs your answer')).toMatchObject({
    message: 'All well?',
    priority: 'CRITICAL',
  });
  const member = await app.as('member@demo.munadi');
  await member.post(`/api/status-requests/${asked.body.id}/resolve`, { answer: 'All well.' });
  await feedHas('family-head@demo.munadi', 'Meera Patel has answered');
});

it('a student hears of the school and of the course', async () => {
  const member = await app.as('member@demo.munadi');
  await member.post('/api/students', { schoolId: await idOf('groups', 'Anand Vidyalaya') });
  await feedHas('member@demo.munadi', 'You are registered at Anand Vidyalaya');
  await feedHas('community-head@demo.munadi', 'A new student: Meera Patel');
  await member.post(`/api/courses/${await idOf('groups', 'Tabla and harmonium')}/enrolments`);
  await feedHas('member@demo.munadi', 'You take part in “Tabla and harmonium”');
});

it('an emergency reaches the whole group that it names, and nobody else', async () => {
  const { prisma } = app.nest.get(Database);
  const gotra = await idOf('groups', 'Bharadwaj');
  await prisma.$transaction(async (tx) =>
    app.nest.get(Events).emit(tx, 'emergency.alert', {
      alertId: crypto.randomUUID(),
      headline: 'Flood warning',
      instructions: 'Go to the school on the hill.',
      groupIds: [gotra],
      userIds: [],
      raisedByName: 'Asha Mehta',
      validUntil: null,
    }),
  );
  const item = await feedHas('rajendra.sharma@demo.munadi', 'Flood warning');
  expect(item).toMatchObject({ type: 'EMERGENCY_ALERT', priority: 'CRITICAL' });
  expect(item.channels.map(({ channel }) => channel).sort()).toEqual(
    ['EMAIL', 'IN_APP', 'PUSH', 'SMS', 'WHATSAPP'].sort(),
  );
  const reached = await app.sql(
    `SELECT user_id FROM notifications JOIN messages ON messages.id = message_id AND type = 'EMERGENCY_ALERT' ORDER BY 1`,
  );
  expect(reached).toEqual(
    await app.sql('SELECT DISTINCT user_id FROM group_members WHERE group_id = $1 ORDER BY 1', [gotra]),
  );
});
