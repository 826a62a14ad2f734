import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import type { Problem } from '../../platform/http/problem.js';
import type { PreferencesView } from './preferences.dto.js';

const MEMBER = 'member@demo.munadi';
const PATH = '/api/notifications/preferences';
const DEFAULTS = {
  email: true,
  sms: true,
  push: true,
  inApp: true,
  whatsapp: true,
  locale: 'en',
  timezone: 'Asia/Kolkata',
  quietHours: null,
  digest: 'INSTANT',
  digestHour: 8,
  digestWeekday: 1,
  types: {},
};

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  app = await startApp();
  member = await app.as(MEMBER);
});
beforeEach(async () => {
  await app.sql('TRUNCATE preferences');
  await app.sql(`UPDATE users SET locale = 'en', timezone = 'Asia/Kolkata' WHERE email = $1`, [MEMBER]);
});

const find = async () => (await member.get<PreferencesView>(PATH)).body;
const patch = (body: unknown) => member.patch<PreferencesView>(PATH, body);

describe('preferences', () => {
  it('are everything on, for who has never chosen, and asking writes nothing', async () => {
    const { status, body } = await member.get(PATH);
    expect([status, body]).toEqual([200, DEFAULTS]);
    expect(await app.sql('SELECT FROM preferences')).toEqual([]);
  });

  it.each(['POST', 'PUT', 'PATCH'])('%s changes what is given and answers the whole', async (method) => {
    await patch({ sms: false, types: { EVENT_REMINDER: { sms: true } } });
    const given = {
      email: false,
      locale: 'gu',
      timezone: 'America/New_York',
      quietHours: { start: '22:00', end: '07:30' },
      digest: 'WEEKLY',
      digestHour: 18,
      digestWeekday: 7,
      types: { EVENT_REMINDER: { email: false, digest: 'HOURLY' } },
    };
    const { status, body } = await member.call(method, PATH, given);
    expect(status).toBe(200);
    const whole = {
      ...DEFAULTS,
      ...given,
      sms: false,
      types: { EVENT_REMINDER: { sms: true, email: false, digest: 'HOURLY' } },
    };
    expect(body).toEqual(whole);
    expect(await find()).toEqual(whole);
    const { body: me } = await member.patch(PATH, {});
    expect(me).toEqual(whole);
  });

  it('let null take back quiet hours and choices for types', async () => {
    await patch({
      quietHours: { start: '22:00', end: '07:00' },
      types: { GENERIC: { sms: false, push: false }, PAYMENT_DUE: { email: false } },
    });
    const { body } = await patch({ quietHours: null, types: { GENERIC: { sms: null }, PAYMENT_DUE: null } });
    expect(body).toEqual({ ...DEFAULTS, types: { GENERIC: { push: false } } });
  });

  it('keep a timezone as the database spells it', async () => {
    expect((await patch({ timezone: 'asia/kolkata' })).body.timezone).toBe('Asia/Kolkata');
  });

  it('show what holds where a host has written what nobody knows, and do not write over it', async () => {
    await app.sql(`UPDATE users SET locale = 'xx', timezone = 'Mars/Olympus' WHERE email = $1`, [MEMBER]);
    expect((await patch({ sms: false })).body).toMatchObject({ locale: 'en', timezone: 'UTC', sms: false });
    expect(await app.sql('SELECT locale, timezone FROM users WHERE email = $1', [MEMBER])).toEqual([
      { locale: 'xx', timezone: 'Mars/Olympus' },
    ]);
  });

  it('lose nothing when many windows change them at once', async () => {
    const types = ['GENERIC', 'ANNOUNCEMENT', 'EVENT_REMINDER', 'PAYMENT_DUE', 'STATUS_UPDATE_REQUEST'];
    const given = [
      ...types.map((type) => ({ types: { [type]: { email: false } } })),
      ...types.map((type) => ({ types: { [type]: { sms: false } } })),
      { push: false },
      { whatsapp: false },
      { digest: 'HOURLY' },
      { timezone: 'UTC' },
      { locale: 'hi' },
      { quietHours: { start: '21:00', end: '06:00' } },
    ];
    const answers = await Promise.all(given.map(patch));
    expect(answers.map(({ status }) => status)).toEqual(given.map(() => 200));
    expect(await find()).toEqual({
      ...DEFAULTS,
      push: false,
      whatsapp: false,
      digest: 'HOURLY',
      timezone: 'UTC',
      locale: 'hi',
      quietHours: { start: '21:00', end: '06:00' },
      types: Object.fromEntries(types.map((type) => [type, { email: false, sms: false }])),
    });
  });

  it('are one’s own', async () => {
    await patch({ sms: false });
    const other = await app.as('family-head@demo.munadi');
    expect((await other.get<PreferencesView>(PATH)).body.sms).toBe(true);
    expect((await app.anonymous.get(PATH)).status).toBe(401);
  });
});

describe('what is not right', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['an unknown field', { fax: true }, 'fax', /not a field/],
    ['text for a channel', { email: 'false' }, 'email', /boolean/],
    ['null for a channel', { email: null }, 'email', /boolean/],
    ['an unknown locale', { locale: 'fr' }, 'locale', /en, hi, gu/],
    ['a locale with a country', { locale: 'hi-IN' }, 'locale', /en, hi, gu/],
    ['null for the locale', { locale: null }, 'locale', /en, hi, gu/],
    ['an unknown timezone', { timezone: 'Mars/Olympus' }, 'timezone', /IANA timezone/],
    ['an offset for the timezone', { timezone: '+05:30' }, 'timezone', /timezone/],
    ['an abbreviation that means two places', { timezone: 'IST' }, 'timezone', /database/],
    ['a number for the timezone', { timezone: 5 }, 'timezone', /string|IANA/],
    ['no end of quiet hours', { quietHours: { start: '22:00' } }, 'quietHours.end', /time of day/],
    ['no start of them', { quietHours: { end: '07:00' } }, 'quietHours.start', /time of day/],
    ['an hour there is not', { quietHours: { start: '24:00', end: '07:00' } }, 'quietHours.start', /22:30/],
    ['an hour without zero', { quietHours: { start: '9:00', end: '07:00' } }, 'quietHours.start', /22:30/],
    ['seconds', { quietHours: { start: '22:00:00', end: '07:00' } }, 'quietHours.start', /22:30/],
    ['a whole day of them', { quietHours: { start: '22:00', end: '22:00' } }, 'quietHours.end', /all day/],
    [
      'more than hours',
      { quietHours: { start: '22:00', end: '07:00', on: true } },
      'quietHours.on',
      /not a field/,
    ],
    ['text for quiet hours', { quietHours: '22-7' }, 'quietHours', /object/],
    ['a list of quiet hours', { quietHours: [{ start: '22:00', end: '07:00' }] }, 'quietHours', /object/],
    ['an unknown digest', { digest: 'YEARLY' }, 'digest', /INSTANT, HOURLY, DAILY, WEEKLY/],
    ['an hour that no day has', { digestHour: 24 }, 'digestHour', /whole number from 0 to 23/],
    ['a part of an hour', { digestHour: 7.5 }, 'digestHour', /whole number from 0 to 23/],
    ['an hour as text', { digestHour: '7' }, 'digestHour', /whole number from 0 to 23/],
    ['null for the hour', { digestHour: null }, 'digestHour', /whole number from 0 to 23/],
    ['a day before Monday', { digestWeekday: 0 }, 'digestWeekday', /1 \(Monday\) to 7 \(Sunday\)/],
    ['a day after Sunday', { digestWeekday: 8 }, 'digestWeekday', /1 \(Monday\) to 7 \(Sunday\)/],
    ['no types', { types: null }, 'types', /object/],
    ['a list of types', { types: [] }, 'types', /object/],
    ['an unknown type', { types: { PARTY: { email: false } } }, 'types.PARTY', /the types are GENERIC/],
    [
      'an unknown choice',
      { types: { GENERIC: { fax: true } } },
      'types.GENERIC.fax',
      /the choices are email/,
    ],
  ])('%s', async (_what, body, path, message) => {
    const { status, body: problem } = await member.patch<Problem>(PATH, body);
    expect(status).toBe(400);
    const found = problem.errors?.find((each) => each.path === path);
    expect(found?.message, JSON.stringify(problem.errors)).toMatch(message);
    expect(await find()).toEqual(DEFAULTS);
  });

  it.each([['[]'], ['"email"'], ['null']])('a body that is %s', async (body) => {
    expect((await member.patch(PATH, body)).status).toBe(400);
  });

  it('what everybody gets cannot be switched off, and nothing else of that change happens', async () => {
    const types = {
      SECURITY_ALERT: { sms: false },
      PAYMENT_RECEIPT: { email: false },
      GENERIC: { sms: false },
    };
    const { status, body } = await member.patch<Problem>(PATH, { types });
    expect(status).toBe(422);
    expect(body.detail).toBe('SECURITY_ALERT and PAYMENT_RECEIPT cannot be switched off: everybody gets it.');
    expect(body.errors?.map(({ path }) => path)).toEqual([
      'types.SECURITY_ALERT.sms',
      'types.PAYMENT_RECEIPT.email',
    ]);
    expect(await find()).toEqual(DEFAULTS);
  });
});
