import { beforeAll, expect, it } from 'vitest';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import { verifyChain } from '../../src/platform/audit/verify-chain.js';
import { Database } from '../../src/platform/database/database.js';
import { startApp, type TestApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';

const PATIENCE = { timeout: 15_000, every: 100 };

let app: TestApp;
let community = '';

beforeAll(async () => {
  app = await startApp();
  const [row] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE kind = 'COMMUNITY'`);
  community = row?.id ?? '';
});

const titles = async (caller: Caller) =>
  (await caller.get<{ title: string; message: string; link: string | null }[]>('/api/notifications')).body;

it(
  'what goes to many waits until a second head has agreed, and everybody is told in turn',
  { timeout: 60_000 },
  async () => {
    const [head, sender, member] = [
      await app.as('community-head@demo.munadi'),
      await app.as('family-head@demo.munadi'),
      await app.as('member@demo.munadi'),
    ];
    expect((await head.put(`/api/communities/${community}/approval`, { above: 3 })).status).toBe(200);
    const { body } = await sender.post<AcceptedView>('/api/notifications', {
      type: 'ANNOUNCEMENT',
      channel: 'IN_APP',
      message: 'Come to our house',
      targetRole: 'MEMBER',
    });
    const id = body.data.eventId;
    await eventually(async () => {
      expect(await titles(head)).toContainEqual(
        expect.objectContaining({
          title: 'An announcement waits for your approval',
          message: 'Harish Patel wants to announce “Come to our house” to 4 people in Anand Samaj.',
          link: '/approvals',
        }),
      );
    }, PATIENCE);
    expect((await titles(member)).map(({ message }) => message)).not.toContain('Come to our house');

    expect((await head.post(`/api/messages/${id}/approve`)).status).toBe(200);
    await eventually(async () => {
      expect((await titles(member)).map(({ message }) => message)).toContain('Come to our house');
      expect(await titles(sender)).toContainEqual(
        expect.objectContaining({ title: '“Come to our house” is approved', link: `/messages/${id}` }),
      );
    }, PATIENCE);

    await eventually(async () => {
      const log = await app.sql<{ action: string; detail: object }>(
        'SELECT action, detail FROM audit_log WHERE subject = $1 ORDER BY id',
        [id],
      );
      expect(log.map(({ action }) => action)).toEqual([
        'message.accepted',
        'approval.asked',
        'approval.granted',
        'message.ended',
      ]);
      expect(log[3]?.detail).toMatchObject({ state: 'COMPLETED', recipientCount: 4, plannedCount: 4 });
    }, PATIENCE);
    expect(await verifyChain(app.nest.get(Database, { strict: false }))).toMatchObject({ count: 5 });
  },
);
