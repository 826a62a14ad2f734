import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { idOf, notify } from '../../../test/support/notify.js';
import type { Experiment } from '../../notifications/escalation.js';
import { TYPES, type TypeSettings } from '../../notifications/types.js';
import type { Problem } from '../../platform/http/problem.js';
import type { ExperimentSummary, ExperimentView } from './experiments.dto.js';

const MEMBER = 'member@demo.munadi';
const PACE: Experiment = {
  name: 'pace',
  variants: {
    patient: [{ channel: 'EMAIL', afterSeconds: 3_600 }],
    brisk: [{ channel: 'EMAIL', afterSeconds: 60 }],
  },
};

let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  // Nothing leaves: what is asked is what becomes of it.
  app = await startApp({ MUNADI_ROLE: 'api' });
  admin = await app.as('admin@demo.munadi');
});
beforeEach(() => app.sql('TRUNCATE deliveries, notifications, messages, experiment_winners'));

const announcements: TypeSettings = TYPES.ANNOUNCEMENT;
const declareIt = () => void (announcements.experiment = PACE);
afterEach(() => delete announcements.experiment);

const show = async (name: string) => (await admin.get<ExperimentView>(`/api/admin/experiments/${name}`)).body;
const decide = <Body = ExperimentSummary>(name: string, variant: unknown) =>
  admin.post<Body>(`/api/admin/experiments/${name}/winner`, { variant });

/** A message of an hour ago, with what became of it for each of its people: always the same ones, in their order. */
async function had(
  people: { variant: string; readAfter?: number; cost?: number; cancelled?: boolean }[],
  { experiment = 'pace', again = false, withheld = null as string | null, calledBack = false } = {},
): Promise<void> {
  await app.sql(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, experiment, timings, cancelled_at)
       VALUES ('ANNOUNCEMENT', 'EVENT', '{}', '{IN_APP,SMS}', 'LOW', 'bulk', 'ESCALATION', 'COMPLETED', $1,
               '[{"name": "brisk", "delays": [0, 60]}, {"name": "patient", "delays": [0, 3600]}]',
               CASE WHEN $5 THEN now() - interval '1 day' END)
       RETURNING id
     ),
     given AS (
       SELECT *, ('01937b6e-7c00-7000-8000-' || lpad(place::text, 12, '0'))::uuid AS user_id
         FROM jsonb_array_elements($2) WITH ORDINALITY AS each(person, place)
     ),
     noted AS (
       INSERT INTO notifications (message_id, id, user_id, variant, withheld, created_at, read_at)
       SELECT said.id, CASE WHEN $3 THEN uuidv7(interval '1 hour') ELSE uuidv7() END, user_id, person ->> 'variant',
              $4::suppression_reason, now() - interval '1 hour',
              now() - interval '1 hour' + make_interval(secs => (person ->> 'readAfter')::int)
         FROM given, said
       RETURNING message_id, id, user_id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, cost)
     SELECT message_id, noted.id, 'SMS', 'bulk',
            CASE WHEN (person ->> 'cancelled')::boolean THEN 'CANCELLED' ELSE 'SENT' END::delivery_status, 0, now(), now(),
            (person ->> 'cost')::int
       FROM noted JOIN given USING (user_id)`,
    [experiment, JSON.stringify(people), again, withheld, calledBack],
  );
}

describe('a type that compares steps', () => {
  it('is listed, with nothing to tell yet', async () => {
    expect((await admin.get('/api/admin/experiments')).body).toEqual([]);
    declareIt();
    const summary = {
      name: 'pace',
      type: 'ANNOUNCEMENT',
      variants: ['brisk', 'patient'],
      steps: PACE.variants,
      messages: 0,
      firstMessageAt: null,
      lastMessageAt: null,
      winner: null,
    };
    expect((await admin.get('/api/admin/experiments')).body).toEqual([summary]);
    expect(await show('pace')).toMatchObject({
      ...summary,
      results: [
        { variant: 'brisk', people: 0, read: { count: 0, rate: null, interval: null } },
        {
          variant: 'patient',
          secondsToRead: { median: null, interval: null },
          costPerPerson: { mean: null },
        },
      ],
    });
  });

  it('gives everybody a variant, until one has won', async () => {
    declareIt();
    const variantAndWait = async () => {
      const { messageId } = await notify(app, MEMBER);
      const [row] = await app.sql(
        `SELECT experiment, variant, extract(epoch FROM ready_at - notifications.created_at)::int AS wait
           FROM messages JOIN notifications ON message_id = messages.id JOIN deliveries ON notification_id = notifications.id
          WHERE messages.id = $1 AND channel = 'EMAIL'`,
        [messageId],
      );
      return row;
    };
    const first = await variantAndWait();
    expect(first).toEqual(await variantAndWait());
    expect([
      { experiment: 'pace', variant: 'brisk', wait: 60 },
      { experiment: 'pace', variant: 'patient', wait: 3_600 },
    ]).toContainEqual(first);
    expect(await show('pace')).toMatchObject({ messages: 2 });

    expect((await decide('pace', 'patient')).status).toBe(200);
    expect(await variantAndWait()).toEqual({ experiment: null, variant: null, wait: 3_600 });
    expect(await show('pace')).toMatchObject({ messages: 2 });
  });
});

describe('how the variants have done', () => {
  it('is told with what is certain of it, also when it is declared no more', async () => {
    const readers = [10, 20, 30, 40, 50, 60, 70].map((readAfter) => ({
      variant: 'brisk',
      readAfter,
      cancelled: true,
    }));
    const others = Array.from({ length: 3 }, () => ({ variant: 'brisk', cost: 500_000 }));
    await had([...readers, ...others, { variant: 'patient', readAfter: 5, cost: 250_000 }]);
    const { results, steps, messages } = await show('pace');
    expect([steps, messages]).toEqual([null, 1]);
    const [brisk, patient] = results;
    expect(brisk).toMatchObject({ variant: 'brisk', people: 10, read: { count: 7, rate: 0.7 } });
    expect(brisk?.read.interval?.map((each) => each.toFixed(3))).toEqual(['0.397', '0.892']);
    expect(brisk?.secondsToRead).toEqual({ median: 40, interval: [10, 70] });
    expect(brisk?.costPerPerson.mean).toBeCloseTo(0.15);
    expect(brisk?.costPerPerson.interval?.map((each) => each.toFixed(3))).toEqual(['0.000', '0.300']);
    expect(brisk?.paidSavedPerPerson.mean).toBeCloseTo(0.7);
    expect(brisk?.paidSavedPerPerson.interval?.map((each) => each.toFixed(3))).toEqual(['0.401', '0.999']);
    expect(patient).toMatchObject({
      people: 1,
      secondsToRead: { median: 5, interval: null },
      costPerPerson: { mean: 0.25, interval: null },
      paidSavedPerPerson: { mean: 0 },
    });
  });

  it('counts everybody once, by the first one that they had', async () => {
    await had([{ variant: 'brisk', readAfter: 10 }, { variant: 'patient' }]);
    await had([{ variant: 'brisk' }, { variant: 'patient', readAfter: 10 }], { again: true });
    const { results, messages } = await show('pace');
    expect(messages).toBe(2);
    expect(results.map(({ people, read }) => [people, read.count])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  it('leaves out whom nothing interrupted, and saves nothing where it was called back', async () => {
    await had([{ variant: 'brisk' }], { withheld: 'THROTTLED' });
    expect((await show('pace')).results[0]).toMatchObject({ people: 0 });
    await had([{ variant: 'brisk', readAfter: 5, cancelled: true }], { calledBack: true });
    expect((await show('pace')).results[0]).toMatchObject({ people: 1, paidSavedPerPerson: { mean: 0 } });
  });

  it('is that of one experiment', async () => {
    await had([{ variant: 'brisk' }]);
    await had([{ variant: 'brisk' }, { variant: 'brisk' }], { experiment: 'another' });
    expect((await show('pace')).results[0]?.people).toBe(1);
    const { body } = await admin.get<ExperimentSummary[]>('/api/admin/experiments');
    expect(body.map(({ name }) => name)).toEqual(['another', 'pace']);
  });
});

describe('the winner', () => {
  it('is declared once; the same again answers the same', async () => {
    await had([{ variant: 'brisk' }]);
    const first = await decide('pace', 'brisk');
    expect(first.status).toBe(200);
    expect(first.body.winner).toEqual({
      variant: 'brisk',
      decidedById: await idOf(app, 'admin@demo.munadi'),
      decidedAt: expect.any(String),
    });
    expect((await decide('pace', 'brisk')).body).toEqual(first.body);

    const other = await decide<Problem>('pace', 'patient');
    expect(other.status).toBe(409);
    expect(other.body.detail).toContain('brisk has won pace already.');
    await app.sql('TRUNCATE messages');
    expect(await show('pace')).toMatchObject({ winner: { variant: 'brisk' }, messages: 0 });
  });

  it('is one, when two are declared at once', async () => {
    await had([{ variant: 'brisk' }]);
    const both = await Promise.all(['brisk', 'patient'].map((variant) => decide('pace', variant)));
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    const won = both.find(({ status }) => status === 200)!.body.winner?.variant;
    expect((await show('pace')).winner?.variant).toBe(won);
  });

  it.each<[string, unknown, number, string | undefined]>([
    ['nobody-knows', 'brisk', 404, undefined],
    ['pace', 'slow', 422, 'must be one of brisk, patient'],
    ['pace', '', 400, undefined],
    ['pace', 5, 400, undefined],
  ])('of %s is not %j', async (name, variant, status, message) => {
    await had([{ variant: 'brisk' }]);
    const answer = await decide<Problem>(name, variant);
    expect(answer.status).toBe(status);
    if (message) expect(answer.body.errors).toEqual([{ path: 'variant', message }]);
  });
});

it('is for admins', async () => {
  const head = await app.as('community-head@demo.munadi');
  expect((await head.get('/api/admin/experiments')).status).toBe(403);
  expect((await head.get('/api/admin/experiments/pace')).status).toBe(403);
  expect((await head.post('/api/admin/experiments/pace/winner', { variant: 'brisk' })).status).toBe(403);
  expect((await admin.get('/api/admin/experiments/nobody-knows')).status).toBe(404);
});
