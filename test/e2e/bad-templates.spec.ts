import { beforeAll, describe, expect, it } from 'vitest';
import type { TemplateSummary } from '../../src/delivery/templates/templates.view.js';
import { startApp, type TestApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const EMAIL = '/api/templates/event-approved/EMAIL/en';

let app: TestApp;
let admin: Caller;

beforeAll(async () => {
  app = await startApp();
  admin = await app.as('admin@demo.munadi');
});

describe('the list', () => {
  it('has every text on every channel in every language', async () => {
    await admin.put('/api/templates/payment-due/SMS/en', { body: '{purpose} is due' });
    const { body } = await admin.get<TemplateSummary[]>('/api/templates');
    expect(body.find(({ name }) => name === 'payment-due')).toMatchObject({
      type: 'PAYMENT_DUE',
      event: 'payment.due',
    });
    expect(body.find(({ name }) => name === 'ANNOUNCEMENT')).toMatchObject({ event: null, channels: null });
    for (const { texts } of body) expect(texts).toHaveLength(18);
    const sms = body.find(({ name }) => name === 'payment-due')?.texts.find((each) => each.channel === 'SMS');
    expect(sms).toMatchObject({ locale: 'en', newest: 1 });
  });

  it.each([
    ['student-registered', 200],
    ['EVENT_REMINDER', 200],
    ['event_registration', 200],
    ['EVENT_APPROVAL', 409],
    ['constructor', 404],
    ['__proto__', 404],
    ['nothing', 404],
  ])('has %s: %i', async (name, status) => {
    const reply = await admin.get<{ detail: string }>(`/api/templates/${name}/email/EN`);
    expect(reply.status).toBe(status);
    if (status === 409) expect(reply.body.detail).toContain('event-created');
  });

  it('has neither other channels nor other languages', async () => {
    expect((await admin.get('/api/templates/event-approved/PIGEON/en')).status).toBe(404);
    expect((await admin.get('/api/templates/event-approved/EMAIL/fr')).status).toBe(404);
  });

  it.each(['community-head@demo.munadi', 'member@demo.munadi'])('is not for %s', async (email) => {
    const caller = await app.as(email);
    for (const path of ['', '/event-approved/EMAIL/en']) {
      expect((await caller.get(`/api/templates${path}`)).status).toBe(403);
    }
    expect((await caller.put(EMAIL, { subject: 'x', body: 'x' })).status).toBe(403);
    for (const what of ['publish', 'rollback', 'preview', 'test-send']) {
      expect((await caller.post(`${EMAIL}/${what}`, { version: 0 })).status).toBe(403);
    }
  });
});

describe('what is no text that messages could say', () => {
  it.each<[string, { subject?: unknown; body?: unknown; more?: unknown }, RegExp]>([
    ['a brace that does not close', { subject: 'x', body: 'Hello {title' }, /not a valid ICU message/],
    ['a plural without other', { subject: 'x', body: '{title, plural, one {x}}' }, /not a valid ICU message/],
    ['a name that nobody gives', { subject: 'x', body: '{titel}' }, /names \{titel\}.*take one of title/],
    ['a name of the language', { subject: 'x', body: '{constructor}' }, /names \{constructor\}/],
    ['its prototype', { subject: '{__proto__}', body: 'x' }, /names \{__proto__\}/],
    ['a method of every object', { subject: 'x', body: '{toString}' }, /names \{toString\}/],
    ['a tag', { subject: 'x', body: '<b>{title}</b>' }, /holds the tag <b>: write plain text/],
    ['a script', { subject: 'x', body: '<script>alert(1)</script>' }, /holds the tag <script>/],
    [
      'a style of numbers that we do not have',
      { subject: 'x', body: '{title, number, currency}' },
      /in no style we have/,
    ],
    [
      'a time in the timezone of the server',
      { subject: 'x', body: '{startsAt, date, full}' },
      /in no style we have/,
    ],
    [
      'a date that is none',
      { subject: 'x', body: '{title, date, long}' },
      /cannot be filled with the sample/,
    ],
    ['a link that runs', { subject: 'x', body: 'See javascript:alert(1)' }, /links to something other/],
    ['the same in capitals', { subject: 'x', body: 'See JavaScript:alert(1)' }, /links to something other/],
    ['a page inside of a link', { subject: 'x', body: 'data:text/html,x' }, /links to something other/],
    [
      'a link that anybody can read',
      { subject: 'x', body: 'http://example.org' },
      /links to something other/,
    ],
    ['a file', { subject: 'x', body: 'file:///etc/passwd' }, /links to something other/],
    [
      'a host behind a name',
      { subject: 'x', body: 'https://bank.example@evil.example/' },
      /name before its host/,
    ],
    ['a second header', { subject: 'x\r\nBcc: all@example.org', body: 'x' }, /one line/],
    ['a line break in a subject', { subject: 'x\ny', body: 'x' }, /one line/],
    ['a line break that is not seen', { subject: 'x\u2028y', body: 'x' }, /one line/],
    ['no subject', { body: 'x' }, /must be given/],
    ['an empty subject', { subject: '', body: 'x' }, /subject/],
    ['no body', { subject: 'x' }, /body/],
    ['a body of spaces', { subject: 'x', body: '  \n ' }, /says nothing/],
    ['a body that is a list', { subject: 'x', body: ['x'] }, /body/],
    ['what comes out empty', { subject: 'x', body: '{title, select, x {y} other {}}' }, /says nothing/],
    ['a body of more than 20 KB', { subject: 'x', body: 'ગુ'.repeat(4_000) }, /20,000 bytes/],
    [
      'a body far too deep',
      { subject: 'x', body: '{title, select, other {'.repeat(700) + '}}'.repeat(700) },
      /./,
    ],
    ['a field that is none', { subject: 'x', body: 'x', more: 1 }, /not a field/],
  ])('%s', async (_what, text, sentence) => {
    const { status, body } = await admin.put<{ errors: { message: string }[] }>(EMAIL, text);
    expect([status, body.errors?.map(({ message }) => message).join('; ')]).toEqual([
      400,
      expect.stringMatching(sentence),
    ]);
  });

  it('a subject of an SMS', async () => {
    const { status } = await admin.put('/api/templates/payment-due/SMS/en', { subject: 'x', body: 'x' });
    expect(status).toBe(400);
  });

  it('a body of 2 MB', async () => {
    const { status } = await admin.put(EMAIL, { subject: 'x', body: 'x'.repeat(2_000_000) });
    expect(status).toBe(413);
  });

  it('has left nothing behind', async () => {
    expect(await app.sql('SELECT name FROM templates')).toEqual([{ name: 'payment-due' }]);
  });
});
