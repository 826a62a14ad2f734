import { beforeAll, expect, it } from 'vitest';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { eventually } from '../support/eventually.js';

interface Item {
  title: string;
  message: string;
}

describeOnEachBackend('an announcement', (backend) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await backend.startApp();
  });

  const groupId = async (name: string) =>
    (await app.sql<{ id: string }>('SELECT id FROM groups WHERE name = $1', [name]))[0]!.id;
  const announce = async (as: string, over: object) =>
    (await app.as(as)).post<AcceptedView>('/api/notifications', {
      type: 'announcement',
      channel: 'in_app',
      ...over,
    });
  /** Who finds a message in their feed. */
  const readers = async (message: string) => {
    const emails = await app.sql<{ email: string }>('SELECT email FROM users ORDER BY email');
    const found = await Promise.all(
      emails.map(async ({ email }) => {
        const { body } = await (await app.as(email)).get<Item[]>('/api/notifications?limit=100');
        return body.some((item) => item.message === message) ? [email.split('@')[0]] : [];
      }),
    );
    return found.flat();
  };
  const PATELS = ['family-head', 'hetal.patel', 'jignesh.patel', 'member', 'tanvi.patel'];

  it('of a family’s head reaches the feeds and the screens of the family, and nobody else’s', async () => {
    const member = await app.socket('member@demo.munadi');
    const hetal = await app.socket('hetal.patel@demo.munadi');
    const strangers = await Promise.all(
      ['falguni.desai@demo.munadi', 'gotra-head@demo.munadi', 'admin@demo.munadi'].map((email) =>
        app.socket(email),
      ),
    );
    const { status, body } = await announce('family-head@demo.munadi', {
      subject: 'Dinner',
      message: 'At eight.',
      audience: { include: [{ group: await groupId('Patel family') }] },
    });
    expect([status, body.recipientCount]).toEqual([202, 5]);
    expect(await member.next<Item>('notification:new')).toMatchObject({
      title: 'Dinner',
      message: 'At eight.',
    });
    expect(await hetal.next<Item>('notification:new')).toMatchObject({ title: 'Dinner' });
    expect(await readers('At eight.')).toEqual(PATELS);
    for (const stranger of strangers) expect(stranger.heard).toEqual([]);
  });

  it('of a gotra’s head to the gotra alone reaches only who joined the gotra itself', async () => {
    const { body } = await announce('gotra-head@demo.munadi', {
      message: 'Elders only.',
      audience: { include: [{ group: await groupId('Kashyap') }] },
    });
    expect(body.recipientCount).toBe(1);
    expect(await readers('Elders only.')).toEqual(['gotra-head']);
  });

  it('leaves when its time has come', async () => {
    const live = await app.socket('member@demo.munadi');
    const scheduledFor = new Date(Date.now() + 1_500).toISOString();
    const { body } = await announce('family-head@demo.munadi', {
      message: 'Now.',
      audience: { include: [{ group: await groupId('Patel family') }] },
      scheduledFor,
    });
    expect(body.data.scheduledFor).toBe(scheduledFor);
    expect(await readers('Now.')).toEqual([]);
    expect(await live.next<Item>('notification:new', 10_000)).toMatchObject({ message: 'Now.' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(scheduledFor));
    expect(await readers('Now.')).toEqual(PATELS);
  });

  it('that is called back in time never arrives', async () => {
    const head = await app.as('family-head@demo.munadi');
    const { body } = await announce('family-head@demo.munadi', {
      message: 'Never.',
      audience: { include: [{ group: await groupId('Patel family') }] },
      scheduledFor: new Date(Date.now() + 2_000).toISOString(),
    });
    const id = body.data.eventId;
    expect((await head.post(`/api/messages/${id}/cancel`)).status).toBe(200);
    await eventually(async () =>
      expect(
        (await app.sql('SELECT now() > scheduled_for AS due FROM messages WHERE id = $1', [id]))[0],
      ).toEqual({ due: true }),
    );
    expect((await head.get(`/api/messages/${id}`)).body).toMatchObject({
      state: 'CANCELLED',
      plannedCount: 0,
    });
    expect(await readers('Never.')).toEqual([]);
  });
});
