import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';

let database: Database;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

const FRIDAY = 5;

/** 2026-11-21 is a Saturday. */
it.each<[string, string, string, string, number, number, string | null]>([
  ['an hour later', 'HOURLY', '2026-11-21T10:17:00Z', 'Asia/Kolkata', 8, 1, '2026-11-21T11:17:00Z'],
  [
    'also where clocks go back',
    'HOURLY',
    '2026-10-25T00:30:00Z',
    'Europe/Berlin',
    8,
    1,
    '2026-10-25T01:30:00Z',
  ],
  ['never', 'INSTANT', '2026-11-21T10:17:00Z', 'Asia/Kolkata', 8, 1, null],

  ['later today', 'DAILY', '2026-11-21T00:00:00Z', 'UTC', 8, 1, '2026-11-21T08:00:00Z'],
  ['tomorrow', 'DAILY', '2026-11-21T08:00:01Z', 'UTC', 8, 1, '2026-11-22T08:00:00Z'],
  ['tomorrow at the hour itself', 'DAILY', '2026-11-21T08:00:00Z', 'UTC', 8, 1, '2026-11-22T08:00:00Z'],
  ['at the coming midnight', 'DAILY', '2026-11-21T08:00:00Z', 'UTC', 0, 1, '2026-11-22T00:00:00Z'],
  ['by the reader’s day', 'DAILY', '2026-11-21T20:00:00Z', 'Asia/Kolkata', 8, 1, '2026-11-22T02:30:00Z'],
  ['by a day behind', 'DAILY', '2026-11-21T03:00:00Z', 'America/New_York', 23, 1, '2026-11-21T04:00:00Z'],
  ['far in the east', 'DAILY', '2026-11-21T10:30:00Z', 'Pacific/Kiritimati', 0, 1, '2026-11-22T10:00:00Z'],
  ['after a day of 23 hours', 'DAILY', '2026-03-28T07:00:00Z', 'Europe/Berlin', 8, 1, '2026-03-29T06:00:00Z'],
  ['after a day of 25 hours', 'DAILY', '2026-10-24T06:00:00Z', 'Europe/Berlin', 8, 1, '2026-10-25T07:00:00Z'],
  [
    'at an hour that is left out',
    'DAILY',
    '2026-03-28T12:00:00Z',
    'Europe/Berlin',
    2,
    1,
    '2026-03-29T01:00:00Z',
  ],
  [
    'once at one that comes twice',
    'DAILY',
    '2026-10-24T12:00:00Z',
    'Europe/Berlin',
    2,
    1,
    '2026-10-25T01:00:00Z',
  ],
  [
    'in UTC where nobody knows the timezone',
    'DAILY',
    '2026-11-21T07:00:00Z',
    'Mars/Olympus',
    8,
    1,
    '2026-11-21T08:00:00Z',
  ],

  ['on the next Friday', 'WEEKLY', '2026-11-21T10:00:00Z', 'UTC', 8, FRIDAY, '2026-11-27T08:00:00Z'],
  ['on this day, later', 'WEEKLY', '2026-11-27T07:59:00Z', 'UTC', 8, FRIDAY, '2026-11-27T08:00:00Z'],
  ['in a week', 'WEEKLY', '2026-11-27T08:00:00Z', 'UTC', 8, FRIDAY, '2026-12-04T08:00:00Z'],
  ['on Sunday, the last day', 'WEEKLY', '2026-11-21T10:00:00Z', 'UTC', 8, 7, '2026-11-22T08:00:00Z'],
  ['on Monday, the first one', 'WEEKLY', '2026-11-21T10:00:00Z', 'UTC', 8, 1, '2026-11-23T08:00:00Z'],
  [
    'by the reader’s weekday',
    'WEEKLY',
    '2026-11-26T20:00:00Z',
    'Asia/Kolkata',
    8,
    FRIDAY,
    '2026-11-27T02:30:00Z',
  ],
  [
    'over the change of clocks',
    'WEEKLY',
    '2026-03-27T08:00:00Z',
    'Europe/Berlin',
    8,
    FRIDAY,
    '2026-04-03T06:00:00Z',
  ],
])('a digest closes %s: %s at %s in %s', async (_when, every, at, zone, hour, weekday, expected) => {
  const [row] = await database.query<{ closes: Date | null }>(
    'SELECT digest_closes($1::digest_interval, $2, $3, $4::int, $5::int) AS closes',
    [every, at, zone, hour, weekday],
  );
  expect(row?.closes).toEqual(expected === null ? null : new Date(expected));
});
