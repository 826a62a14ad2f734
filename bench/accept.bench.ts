import { beforeAll, expect, it, type TestContext } from 'vitest';
import { Database } from '../src/platform/database/database.js';
import type { AcceptedView } from '../src/notifications/sending/accepted.view.js';
import { startApp } from '../test/support/app.js';
import type { Caller } from '../test/support/caller.js';
import { community, gotraOf } from './support/community.js';
import { MANY_PAIRS, median, pairs, quartiles, report, seconds } from './support/measure.js';

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 1_000_000);

let sender: Caller;
let everybody: string;
let some: string;
let one: string;

// Nobody plans or delivers: what a sender waits for is all there is.
beforeAll(async () => {
  const app = await startApp({ MUNADI_ROLE: 'api', RATE_SENDER_PER_HOUR: '100000' });
  const database = app.nest.get(Database);
  everybody = await community(database, PEOPLE);
  some = await gotraOf(database, everybody, Math.round(PEOPLE / 3));
  const [person] = await database.query<{ id: string }>(
    "SELECT id FROM users WHERE email = 'member@demo.munadi'",
  );
  one = person?.id ?? '';
  sender = await app.as('admin@demo.munadi');
});

const accept = (audience: object, people: number) =>
  seconds(async () => {
    const { status, body } = await sender.post<AcceptedView>('/api/notifications', {
      type: 'ANNOUNCEMENT',
      channels: ['IN_APP', 'EMAIL'],
      message: 'We meet at eight.',
      audience,
    });
    expect([status, body.recipientCount]).toEqual([202, people]);
  });

const whole = () => ({ group: everybody, subgroups: true });

it.for<[string, () => object]>([
  ['a community of 1M', () => ({ include: [whole()] })],
  [
    'a community of 1M and one of its gotras',
    () => ({ include: [whole(), { group: some, subgroups: true }] }),
  ],
  ['a community of 1M without its sender', () => ({ include: [whole()], exclude: [{ sender: true }] })],
])('%s is accepted as quickly as one person', async ([name, audience], context) => {
  await compared(context, name, audience());
});

async function compared(context: TestContext, name: string, audience: object): Promise<void> {
  const measured = await pairs(
    () => accept(audience, PEOPLE),
    () => accept({ include: [{ users: [one] }] }, 1),
    MANY_PAIRS,
  );
  const ratios = measured.map(({ ours, theirs }) => ours / theirs);
  const ms = (times: number[]) => (median(times) * 1_000).toFixed(1);
  report(context, {
    measure: `accepting ${name} ÷ one recipient`,
    target: { atMost: 1.5 },
    value: median(ratios),
    each: quartiles(ratios),
    detail: `${MANY_PAIRS} pairs, quartiles; ${ms(measured.map(({ ours }) => ours))} ms against ${ms(measured.map(({ theirs }) => theirs))} ms for POST /notifications`,
  });
}
