import { beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { unlikePeople } from '../../../test/support/unlike-people.js';
import type { Audience } from '../../audience/audience.js';
import { sizeOf } from '../../audience/counting/size-of.js';
import { Database } from '../../platform/database/database.js';
import { mandatoryChannels } from '../types.js';
import { CHANNELS, type Channel } from '../vocabulary.js';
import { lotsOfCrowd } from './crowd.sql.js';
import { lotsOf, type Lot, type Outlook } from './outlook.sql.js';
import { summed } from './sums.js';

let app: TestApp;
let database: Database;
const groups = new Map<string, string>();
const everyone: string[] = [];

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  database = app.nest.get(Database);
  for (const { id, name } of await app.sql<{ id: string; name: string }>('SELECT id, name FROM groups'))
    groups.set(name, id);
  await unlikePeople(app);
  for (const { id } of await app.sql<{ id: string }>('SELECT id FROM users')) everyone.push(id);
});
beforeEach(() => app.sql('TRUNCATE messages, notifications'));

const group = (name: string, over: object = {}) => ({ group: groups.get(name) ?? '', ...over });
const below = { subgroups: true } as const;

const AUDIENCES: [string, () => Audience][] = [
  ['everybody', () => ({ include: [group('Anand Samaj', below)] })],
  ['a role', () => ({ include: [group('Anand Samaj', { ...below, roles: ['MEMBER'] })] })],
  [
    'who leads',
    () => ({ include: [group('Anand Samaj', { ...below, roles: ['FAMILY_HEAD', 'GOTRA_HEAD'] })] }),
  ],
  [
    'groups that overlap, without one',
    () => ({
      include: [group('Kashyap', below), group('Tabla and harmonium'), group('Joshi family')],
      exclude: [group('Amin family')],
    }),
  ],
  ['all there are', () => ({ include: [{ users: everyone }] })],
  ['nobody', () => ({ include: [] })],
];

const WAYS: [string, readonly Channel[], string][] = [
  ['all channels', CHANNELS, 'ANNOUNCEMENT'],
  ['two channels', ['IN_APP', 'EMAIL'], 'ANNOUNCEMENT'],
  ['push alone', ['PUSH'], 'ANNOUNCEMENT'],
  ['a mandatory email', ['EMAIL', 'SMS'], 'PAYMENT_RECEIPT'],
  ['what asks nobody', CHANNELS, 'EMERGENCY_ALERT'],
];

const outlook = (audience: Audience, channels: readonly Channel[], type: string): Outlook => ({
  type,
  audience,
  channels,
  mandatory: mandatoryChannels(type),
  timings: [{ name: 'default', delays: channels.map(() => 0) }],
  experiment: null,
  throttlePerHour: 2,
  restsAtNight: true,
});

/** What both ways of counting come to, and the lots of those who have nights, which are reckoned with one by one. */
async function both(asked: Outlook) {
  const each = await lotsOf(database, asked);
  const crowd = await lotsOfCrowd(database, asked, await sizeOf(database, asked.audience));
  return [each, crowd].map((lots) => ({
    sums: summed(asked.channels, lots, {}),
    nights: new Set(lots.filter(({ quietStart }) => quietStart !== null).map((lot) => JSON.stringify(lot))),
  }));
}

test.each(
  AUDIENCES.flatMap(([whom, audience]) => WAYS.map(([what, ...way]) => [whom, what, audience, way] as const)),
)('a crowd is judged as each of it would be: %s by %s', async (_whom, _what, audience, way) => {
  const [each, crowd] = await both(outlook(audience(), ...way));
  expect(crowd).toEqual(each);
});

test('a crowd of whom some have had too much is, too', async () => {
  await app.sql(
    `WITH earlier AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       SELECT 'GENERIC', 'EVENT', '{}', '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED' FROM generate_series(1, 3) RETURNING id
     )
     INSERT INTO notifications (message_id, user_id, withheld)
     SELECT earlier.id, user_id, CASE WHEN users.name LIKE '%a Patel' THEN 'THROTTLED'::suppression_reason END
       FROM earlier, group_members JOIN users ON users.id = user_id WHERE group_id = $1`,
    [groups.get('Patel family')],
  );
  const [each, crowd] = await both(outlook({ include: [group('Kashyap', below)] }, CHANNELS, 'ANNOUNCEMENT'));
  expect(each?.sums.channels.IN_APP?.suppressed.THROTTLED).toBe(4);
  expect(crowd).toEqual(each);
});

test('a crowd of whom some get it sooner than others, too', async () => {
  const timings = [
    { name: 'soon', delays: CHANNELS.map(() => 0) },
    { name: 'late', delays: CHANNELS.map((_channel, place) => place * 600) },
  ];
  const everybody = { include: [group('Anand Samaj', below)] };
  const asked = { ...outlook(everybody, CHANNELS, 'ANNOUNCEMENT'), experiment: 'sooner', timings };
  const [each, crowd] = await both(asked);
  expect(new Set([...each!.nights].map((lot) => (JSON.parse(lot) as Lot).variant)).size).toBe(2);
  expect(crowd).toEqual(each);
});
