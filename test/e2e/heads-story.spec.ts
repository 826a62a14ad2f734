import { beforeAll, expect, it } from 'vitest';
import type { ScopeView } from '../../src/audience/scope.view.js';
import type { PreviewView } from '../../src/notifications/preview/preview.view.js';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { MessageView } from '../../src/notifications/sending/message.view.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});

it('a gotra’s head chooses, sees who it will be, and it is those and nobody else', async () => {
  const head = await app.as('gotra-head@demo.munadi');
  const { body: scopes } = await head.get<ScopeView[]>('/api/audiences/scopes');
  const id = (name: string) => scopes.find((scope) => scope.name === name)?.id;
  const request = {
    type: 'ANNOUNCEMENT',
    subject: 'Dinner',
    message: 'Come to our house.',
    channels: ['IN_APP', 'EMAIL'],
    priority: 'HIGH',
    audience: {
      include: [{ group: id('Kashyap'), subgroups: true }],
      exclude: [{ group: id('Amin family') }],
    },
  };

  const { body: preview } = await head.post<PreviewView>('/api/audiences/preview', request);
  expect(preview).toMatchObject({
    recipientCount: 15,
    byGroup: [
      { name: 'Desai family', count: 5 },
      { name: 'Parekh family', count: 5 },
      { name: 'Patel family', count: 5 },
      { name: 'Kashyap', count: 1 },
    ],
    groupCount: 4,
    byRole: { GOTRA_HEAD: 1, FAMILY_HEAD: 3, MEMBER: 11 },
    channels: { EMAIL: { reachable: 15 }, IN_APP: { reachable: 15 } },
    lane: 'important',
    strategy: 'BROADCAST',
  });

  const confirmation = preview.confirmation.token;
  const { status, body } = await head.post<AcceptedView>('/api/notifications', { ...request, confirmation });
  expect([status, body.recipientCount]).toEqual([202, preview.recipientCount]);
  await eventually(async () => {
    const { body: message } = await head.get<MessageView>(`/api/messages/${body.data.eventId}`);
    expect(message).toMatchObject({
      state: 'COMPLETED',
      recipientCount: 15,
      plannedCount: 15,
      counts: { EMAIL: { SENT: 15 }, IN_APP: { DELIVERED: 15 } },
    });
  });
  const readers = await app.sql<{ name: string }>(
    `SELECT DISTINCT groups.name FROM notifications
       JOIN group_members USING (user_id) JOIN groups ON groups.id = group_id
      WHERE message_id = $1 AND joined_group_id = group_id AND kind IN ('GOTRA', 'FAMILY') ORDER BY 1`,
    [body.data.eventId],
  );
  expect(readers.map(({ name }) => name)).toEqual([
    'Desai family',
    'Kashyap',
    'Parekh family',
    'Patel family',
  ]);
});
