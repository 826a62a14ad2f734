import { beforeAll, expect, it } from 'vitest';
import type { TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { Listener } from '../support/listener.js';

interface Item {
  id: string;
  type: string;
  title: string;
  message: string;
  read: boolean;
  readAt: string | null;
  link: string;
  priority: string;
  channels: { channel: string; status: string }[];
}
interface Mail {
  to: string;
  subject: string;
  body: string;
  html: string;
  deliveryId: string;
}

const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

describeOnEachBackend('one event, all the way through', (backend) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await backend.startApp();
  });

  async function proposed(title: string): Promise<string> {
    const member = await app.as('member@demo.munadi');
    const { status, body } = await member.post<{ id: string }>('/api/events', { title, startsAt: tomorrow });
    expect(status).toBe(201);
    return body.id;
  }

  async function feedHas(email: string, title: string): Promise<Item> {
    const caller = await app.as(email);
    return await eventually(async () => {
      const { body } = await caller.get<Item[]>('/api/notifications');
      const item = body.find((each) => each.title.includes(title));
      if (!item) throw new Error(`${email} has no “${title}” in their feed`);
      return item;
    });
  }

  it('reaches the feed, the socket and the mailbox of who it is for, and of nobody else', async () => {
    const live = await app.socket('member@demo.munadi');
    const other = await app.socket('family-head@demo.munadi');

    const id = await proposed('Kite festival');
    await feedHas('community-head@demo.munadi', 'Kite festival');
    const head = await app.as('community-head@demo.munadi');
    const pushed = live.next<Item>('notification:new');
    expect((await head.post(`/api/events/${id}/approve`)).status).toBe(200);

    expect(await pushed).toMatchObject({
      type: 'EVENT_APPROVAL',
      title: '“Kite festival” is approved',
      read: false,
    });
    const item = await eventually(async () => {
      const found = await feedHas('member@demo.munadi', 'is approved');
      expect(found.channels).toEqual([
        { channel: 'IN_APP', status: 'DELIVERED' },
        { channel: 'EMAIL', status: 'SENT' },
      ]);
      return found;
    });
    expect(item).toMatchObject({ link: `/events/${id}`, priority: 'HIGH' });

    const admin = await app.as('admin@demo.munadi');
    const { body: mails } = await admin.get<Mail[]>(
      '/api/sandbox/outbox?channel=email&to=member@demo.munadi',
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ subject: '“Kite festival” is approved' });
    expect(mails[0]?.html).toContain('<h1');
    expect(other.heard).toEqual([]);
  });

  it('is read once, everywhere at once', async () => {
    const id = await proposed('Garba evening');
    const head = await app.as('community-head@demo.munadi');
    await head.post(`/api/events/${id}/approve`);
    const item = await feedHas('member@demo.munadi', '“Garba evening” is approved');

    const member = await app.as('member@demo.munadi');
    const live = await app.socket('member@demo.munadi');
    const told = live.next<string>('notification:read');
    const first = await member.patch<{ notification: Item }>(`/api/notifications/${item.id}/read`);
    expect(first.body.notification).toMatchObject({ id: item.id, read: true });
    expect(await told).toBe(item.id);
    const again = await member.post<{ notification: Item }>(`/api/notifications/${item.id}/read`);
    expect(again.body.notification.readAt).toBe(first.body.notification.readAt);

    const stranger = await app.as('family-head@demo.munadi');
    expect((await stranger.get(`/api/notifications/${item.id}`)).status).toBe(404);
    expect((await stranger.patch(`/api/notifications/${item.id}/read`)).status).toBe(404);
  });

  it('stops what waits when it is read', async () => {
    const id = await proposed('Book circle');
    const head = await app.as('community-head@demo.munadi');
    await head.post(`/api/events/${id}/approve`);
    const guest = await app.as('family-head@demo.munadi');
    expect((await guest.post(`/api/events/${id}/register`)).status).toBe(201);

    // A registration escalates: in the app now, by email after 40 minutes.
    const item = await feedHas('member@demo.munadi', 'comes to “Book circle”');
    expect(item.channels).toContainEqual({ channel: 'EMAIL', status: 'SCHEDULED' });
    const live = await app.socket('member@demo.munadi');
    expect(await live.ask('notification:read', item.id)).toEqual({ success: true, updatedCount: 1 });
    const read = await feedHas('member@demo.munadi', 'comes to “Book circle”');
    expect(read).toMatchObject({ read: true });
    expect(read.channels).toContainEqual({ channel: 'EMAIL', status: 'CANCELLED' });
  });

  it('pages through the feed and counts what is unread', async () => {
    const member = await app.as('member@demo.munadi');
    const seen: string[] = [];
    let next: string | undefined = '/api/notifications?limit=2';
    while (next) {
      const { body, headers }: { body: Item[]; headers: Headers } = await member.get<Item[]>(next);
      seen.push(...body.map(({ id }) => id));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    const { headers, body } = await member.get<Item[]>('/api/notifications?offset=0&limit=100');
    expect(headers.get('x-total-count')).toBe(String(seen.length));
    const unread = body.filter(({ read }) => !read).length;
    expect((await member.get('/api/notifications/unread-count')).body).toMatchObject({ count: unread });

    expect((await member.patch('/api/notifications/read-all')).body).toEqual({
      success: true,
      updatedCount: unread,
    });
    expect((await member.get('/api/notifications/unread-count')).body).toEqual({ count: 0, unseen: 0 });
  });

  it('shows the lanes on the board to admins only', async () => {
    expect((await app.anonymous.get('/admin/queues')).status).toBe(401);
    expect((await (await app.as('member@demo.munadi')).get('/admin/queues')).status).toBe(401);
    const admin = await app.as('admin@demo.munadi');
    const { body } = await admin.get<{ queues: { name: string }[] }>('/admin/queues/api/queues');
    expect(body.queues.map(({ name }) => name)).toEqual([
      'critical',
      'important',
      'bulk',
      'clock',
      'dead-letters',
    ]);
  });

  it('is heard in the namespace /api as well', async () => {
    const live = await Listener.connect(`${app.url}/api`, await app.token('member@demo.munadi'));
    const id = await proposed('Lantern walk');
    const head = await app.as('community-head@demo.munadi');
    await head.post(`/api/events/${id}/approve`);
    expect(await live.next('notification:new')).toMatchObject({ title: '“Lantern walk” is approved' });
    live.close();
  });

  it('refuses a socket without a good token', async () => {
    await expect(Listener.connect(app.url, 'not a token')).rejects.toThrow(/token/);
    await expect(Listener.connect(app.url, undefined)).rejects.toThrow(/Sign in/);
  });

  it('is ready while its lanes move', async () => {
    const { status, body } = await app.anonymous.get('/health/ready');
    expect(body).toMatchObject({ ready: true, checks: { critical: { ok: true }, bulk: { ok: true } } });
    expect(status).toBe(200);
  });
});
