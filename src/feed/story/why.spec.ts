import { beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { idOf } from '../../../test/support/notify.js';
import { Groups } from '../../directory/groups/groups.js';
import { Database } from '../../platform/database/database.js';
import type { AcceptedView } from '../../notifications/sending/accepted.view.js';
import type { ExplainView } from './explain.dto.js';

let app: TestApp;
let admin: Caller;
let groups: Groups;

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  admin = await app.as('admin@demo.munadi');
  groups = new Groups(app.nest.get(Database));
});

async function somebody(...joins: string[]): Promise<string> {
  const [row] = await app.sql<{ id: string }>(`INSERT INTO users (name) VALUES ('Somebody') RETURNING id`);
  for (const group of joins) await groups.join(group, row!.id);
  return row!.id;
}
const family = async (name: string) => (await groups.create({ name, kind: 'FAMILY', parentId: null })).id;
async function sent(include: object[], exclude: object[] = []): Promise<string> {
  const { status, body } = await admin.post<AcceptedView>('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channel: 'IN_APP',
    message: 'Hello',
    audience: { include, exclude },
  });
  expect(status).toBe(202);
  return body.data.eventId;
}
/** What an operator is told of why somebody has it. */
async function why(message: string, reader: string): Promise<string[]> {
  const [row] = await app.sql<{ id: string }>(
    'SELECT id FROM notifications WHERE message_id = $1 AND user_id = $2',
    [message, reader],
  );
  const { body } = await admin.get<ExplainView>(`/api/notifications/${row?.id}/explain`);
  return body.steps.filter(({ code }) => code === 'AUDIENCE' || code === 'CHOSEN_BY').map(({ text }) => text);
}

test('who got it and why is told for ever, whatever becomes of the groups', async () => {
  const [patel, shah] = [await family('Patel'), await family('Shah')];
  const [cousin, uncle, friend, both] = [
    await somebody(patel),
    await somebody(shah),
    await somebody(),
    await somebody(patel, shah),
  ];
  const id = await sent(
    [{ group: patel }, { group: shah, roles: ['MEMBER'] }, { users: [friend, uncle] }],
    [{ users: [await idOf(app, 'member@demo.munadi')] }],
  );

  await groups.leave(patel, cousin);
  await app.sql('UPDATE groups SET name = $2 WHERE id = $1', [patel, 'Another name']);
  await app.sql('DELETE FROM group_members WHERE group_id = $1', [shah]);
  await app.sql('DELETE FROM group_sizes WHERE group_id = $1', [shah]);
  await app.sql('DELETE FROM groups WHERE id = $1', [shah]);

  const all =
    'It was for everybody of Patel and each MEMBER of Shah and 2 people by name, without one person by name: 4 people.';
  const by = (part: string) => [all, `Its reader was chosen by this part of it: ${part}.`];
  expect(await why(id, cousin)).toEqual(by('everybody of Patel'));
  expect(await why(id, uncle)).toEqual(by('each MEMBER of Shah'));
  expect(await why(id, friend)).toEqual(by('2 people by name'));
  // By the first of several.
  expect(await why(id, both)).toEqual(by('everybody of Patel'));
});

test('where there is one way only it is told once', async () => {
  const friend = await somebody();
  expect(await why(await sent([{ users: [friend] }]), friend)).toEqual([
    'It was for one person by name: 1 person.',
  ]);
});

test('of a message from before names were kept, those of now are told', async () => {
  const group = await family('Desai');
  const cousin = await somebody(group);
  const id = await sent([{ group }]);
  await app.sql('UPDATE messages SET group_names = NULL WHERE id = $1', [id]);
  await app.sql('UPDATE groups SET name = $2 WHERE id = $1', [group, 'Desai of Surat']);
  expect(await why(id, cousin)).toEqual(['It was for everybody of Desai of Surat: 1 person.']);
});

test('a message that is sent again tells by what its readers were chosen in the first place', async () => {
  const [patel, shah] = [await family('Mehta'), await family('Joshi')];
  await somebody(patel);
  const uncle = await somebody(shah);
  const first = await sent([{ group: patel }, { group: shah }]);
  await admin.post(`/api/messages/${first}/cancel`);
  const { body } = await admin.post<AcceptedView>(`/api/messages/${first}/resend`);
  expect(await why(body.data.eventId, uncle)).toEqual([
    'It was for whom an earlier message had not reached (everybody of Mehta and everybody of Joshi): 2 people.',
    'Its reader was chosen by this part of it: everybody of Joshi.',
  ]);
});
