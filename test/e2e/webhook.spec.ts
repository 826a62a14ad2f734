import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookTestView, WebhookWithSecret } from '../../src/delivery/channels/webhook/webhook.dto.js';
import { theseUsers } from '../../src/audience/audience.js';
import { startApp, type TestApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { answer, Endpoint } from '../support/endpoint.js';
import { eventually } from '../support/eventually.js';
import { idOf, notify, statuses } from '../support/notify.js';

const MEMBER = 'member@demo.munadi';
const HEAD = 'family-head@demo.munadi';

let app: TestApp;
let member: Caller;
let head: Caller;
let endpoint: Endpoint;

beforeAll(async () => {
  endpoint = await Endpoint.open();
  app = await startApp({ WEBHOOK_ALLOWED_HOSTS: endpoint.host });
  member = await app.as(MEMBER);
  head = await app.as(HEAD);
});
// Before the application closes, which would wait for those that have no answer yet.
afterAll(() => endpoint?.close());
beforeEach(async () => {
  await app.sql('DELETE FROM webhook_endpoints');
  await app.sql('UPDATE users SET webhook_tested_at = NULL');
  endpoint.calls.length = 0;
  endpoint.answering = answer(204);
});

const save = (caller: Caller, over: object = {}) =>
  caller.put<WebhookWithSecret>('/api/webhook', { url: endpoint.url(), ...over });
const tell = (over: Parameters<typeof notify>[2] = {}) =>
  notify(app, MEMBER, { channels: ['IN_APP', 'WEBHOOK'], strategy: 'BROADCAST', ...over });
const called = (count: number, path = '/hook') =>
  eventually(
    () => {
      expect(endpoint.at(path)).toHaveLength(count);
      return endpoint.at(path);
    },
    { timeout: 15_000 },
  );
const became = (one: Awaited<ReturnType<typeof tell>>, status: string) =>
  eventually(async () => expect(await statuses(app, one)).toMatchObject({ WEBHOOK: status }), {
    timeout: 15_000,
  });

describe('a message', () => {
  it('reaches the endpoint of a member, who can tell that it is from us', async () => {
    const { status, body } = await save(member);
    expect(status).toBe(201);
    const one = await tell({ link: '/hall' });
    const [call] = await called(1);
    expect(new Webhook(body.secret ?? '').verify(call!.body, call!.headers)).toMatchObject({
      type: 'notification',
      data: { id: one.id, type: 'ANNOUNCEMENT', title: 'Hall', message: 'The hall is open.' },
    });
    await became(one, 'SENT');
    const [row] = await app.sql<{ id: string }>(
      `SELECT id FROM deliveries WHERE message_id = $1 AND channel = 'WEBHOOK' AND provider = 'http'`,
      [one.messageId],
    );
    expect(call!.headers['webhook-id']).toBe(row!.id);
  });

  it('that is repeated is told under the same id', async () => {
    await save(member);
    endpoint.answering = (...call) => answer(endpoint.calls.length === 1 ? 503 : 200)(...call);
    const one = await tell();
    const calls = await called(2);
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(calls[1]!.body).toBe(calls[0]!.body);
    await became(one, 'SENT');
  });

  it('goes nowhere where nobody wants to be called', async () => {
    await became(await tell(), 'SUPPRESSED NO_ADDRESS');
  });

  it('is told to one while another one is silent', async () => {
    await save(member, { url: endpoint.url('/silent') });
    await save(head);
    endpoint.answering = (call, ...rest) => call.path !== '/silent' && answer(204)(call, ...rest);
    const users = theseUsers(await idOf(app, MEMBER), await idOf(app, HEAD));
    const begun = performance.now();
    await tell({ audience: users });
    await called(1);
    expect(performance.now() - begun).toBeLessThan(5_000);
    await called(1, '/silent');
  });
});

describe('an endpoint', () => {
  it('shows its secret once', async () => {
    const { body } = await save(member);
    expect(body.secret).toMatch(/^whsec_/);
    const again = await save(member, { url: endpoint.url('/other') });
    expect(again.status).toBe(200);
    const { body: found } = await member.get('/api/webhook');
    for (const later of [again.body, found]) {
      expect(later).toMatchObject({ url: endpoint.url('/other'), preset: 'standard', disabledAt: null });
      expect(later).not.toHaveProperty('secret');
    }
    const [row] = await app.sql<{ row: string }>(
      'SELECT webhook_endpoints::text AS row FROM webhook_endpoints',
    );
    expect(row!.row).not.toContain(body.secret!.slice(6, 20));
  });

  it('that has gone is not called again until its owner wants it', async () => {
    await save(member);
    endpoint.answering = answer(410);
    const first = await tell();
    await became(first, 'FAILED');
    expect((await member.get('/api/webhook')).body).toMatchObject({ disabledBecause: 'GONE' });
    await became(await tell(), 'SUPPRESSED NO_ADDRESS');

    endpoint.answering = answer(200);
    expect((await save(member)).body).toMatchObject({ disabledAt: null, disabledBecause: null });
    await became(await tell(), 'SENT');
  });

  it('knows us by the old secret and by the new one while it is changed', async () => {
    const { body: before } = await save(member);
    const { status, body: after } = await member.post<WebhookWithSecret>('/api/webhook/rotate');
    expect(status).toBe(200);
    expect(after.rotatedUntil).not.toBeNull();
    await tell();
    const [call] = await called(1);
    for (const secret of [before.secret, after.secret]) {
      new Webhook(secret ?? '').verify(call!.body, call!.headers);
    }
    expect(before.secret).not.toBe(after.secret);
  });

  it('still knows us when its secret was changed twice in a row', async () => {
    const { body } = await save(member);
    await member.post('/api/webhook/rotate');
    await member.post('/api/webhook/rotate');
    await member.post('/api/webhook/test');
    const [call] = await called(1);
    expect(call!.headers['webhook-signature']!.split(' ')).toHaveLength(3);
    new Webhook(body.secret ?? '').verify(call!.body, call!.headers);
  });

  it('is its own for everybody', async () => {
    await save(head);
    for (const attempt of [
      member.get('/api/webhook'),
      member.delete('/api/webhook'),
      member.post('/api/webhook/rotate'),
      member.post('/api/webhook/test'),
    ]) {
      expect((await attempt).status).toBe(404);
    }
    expect((await head.get('/api/webhook')).status).toBe(200);
  });

  it('is taken away', async () => {
    await save(member);
    expect((await member.delete('/api/webhook')).status).toBe(204);
    expect((await member.get('/api/webhook')).status).toBe(404);
    await became(await tell(), 'SUPPRESSED NO_ADDRESS');
  });

  it('saved twenty times at once is one, with one secret', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => save(member)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.secret)).toHaveLength(1);
  });

  it('of Slack hears text, and needs no secret', async () => {
    const { body } = await save(member, { preset: 'slack' });
    expect(body).not.toHaveProperty('secret');
    await tell();
    const [call] = await called(1);
    expect(JSON.parse(call!.body)).toEqual({ text: '*Hall*\nThe hall is open.' });
    expect(call!.headers).not.toHaveProperty('webhook-signature');
    expect((await member.post('/api/webhook/rotate')).status).toBe(422);
    expect((await save(member)).body.secret).toMatch(/^whsec_/);
  });

  it.each<[string, object]>([
    ['no url', { url: undefined }],
    ['a url that is no text', { url: ['https://example.org/'] }],
    ['no https', { url: 'http://example.org/' }],
    ['a password', { url: 'https://me:secret@example.org/' }],
    ['our own machine', { url: 'https://127.1/' }],
    ['where clouds answer', { url: 'https://[::ffff:a9fe:a9fe]/latest/meta-data' }],
    ['a long one', { url: `https://example.org/${'x'.repeat(2_048)}` }],
    ['an unknown preset', { preset: 'teams' }],
    ['another place than the preset has', { url: 'https://example.org/', preset: 'slack' }],
    ['somebody else’s name', { userId: '01937b6e-7c00-7000-8000-000000000001' }],
  ])('is refused with %s', async (_what, over) => {
    expect((await save(member, over)).status).toBe(400);
    expect((await member.get('/api/webhook')).status).toBe(404);
  });
});

describe('a test call', () => {
  const test = (caller: Caller) => caller.post<WebhookTestView>('/api/webhook/test');

  it('says what came back', async () => {
    const { body } = await save(member);
    expect((await test(member)).body).toEqual({ delivered: true, status: 204, reason: null });
    const [call] = endpoint.calls;
    expect(new Webhook(body.secret ?? '').verify(call!.body, call!.headers)).toMatchObject({ type: 'test' });
  });

  it.each<[string, Endpoint['answering'], object]>([
    ['a failure', answer(500), { status: 500, reason: 'It answered 500.' }],
    ['a redirect', answer(302, { location: 'http://169.254.169.254/' }), { status: 302 }],
    ['no answer', (_called, _response, request) => request.socket.destroy(), { status: null }],
  ])('says so of %s', async (_what, answering, expected) => {
    await save(member);
    endpoint.answering = answering;
    const { status, body } = await test(member);
    expect([status, body]).toMatchObject([200, { delivered: false, ...expected }]);
    expect(endpoint.calls).toHaveLength(1);
  });

  it('reaches nobody inside of our network by a name', async () => {
    await save(member);
    await app.sql(`UPDATE webhook_endpoints SET url = 'https://localhost.localdomain.test/'`);
    expect((await test(member)).body).toMatchObject({ delivered: false, status: null });
    await app.sql(`UPDATE webhook_endpoints SET url = 'https://10.0.0.1/'`);
    await app.sql('UPDATE users SET webhook_tested_at = NULL');
    expect((await test(member)).body).toMatchObject({
      delivered: false,
      reason: expect.stringContaining('public') as string,
    });
  });

  it('is not made all the time', async () => {
    await save(member);
    const answers = await Promise.all(Array.from({ length: 5 }, () => test(member)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('10');
    expect(endpoint.calls).toHaveLength(1);
  });

  it('nor by removing the webhook and saving it again', async () => {
    await save(member);
    expect((await test(member)).status).toBe(200);
    await member.delete('/api/webhook');
    await save(member);
    expect((await test(member)).status).toBe(429);
    expect(endpoint.calls).toHaveLength(1);
  });
});
