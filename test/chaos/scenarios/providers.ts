import { expect } from 'vitest';
import type { Answer } from '../harness/sink.js';
import { approve, newCommunity, newPeople, propose } from '../harness/people.sql.js';
import type { Scene } from '../harness/scene.js';
import { scenario } from '../scenario.js';

const TAKE: Answer = { kind: 'take' };

/** How many emails ended in which way. */
async function ends(scene: Scene): Promise<Record<string, number>> {
  const rows = await scene.query<{ how: string; count: number }>(
    `SELECT concat_ws(' ', status::text, error_code) AS how, count(*)::int FROM deliveries
      WHERE channel = 'EMAIL' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ how, count }) => [how, count]));
}

/** Answers by the person: each of the first so many, in the order of their first email, has a fate of its own. */
function byPerson(scene: Scene, answer: (place: number, time: number) => Answer): void {
  const people = new Map<string, { place: number; times: number }>();
  scene.sink.answer = (to) => {
    const person = people.get(to) ?? { place: people.size, times: 0 };
    people.set(to, person);
    return answer(person.place, ++person.times);
  };
}

export const hangs = scenario(
  'a provider that takes the email and never says so',
  { short: { people: 12, hanging: 3, forGood: 0 }, long: { people: 40, hanging: 20, forGood: 10 } },
  async (scene, { people, hanging, forGood }) => {
    // Those that hang for good end UNKNOWN: more than once more is not for email.
    byPerson(scene, (place, time) =>
      place < forGood || (place < hanging && time === 1) ? { kind: 'hang' } : TAKE,
    );
    const munadi = await scene.started();
    await scene.begin();
    await approve(scene, await newPeople(scene, people));
    const { doubled, unknown } = await scene.settled('a provider that never answers');
    expect({ doubled, unknown }).toEqual({ doubled: hanging, unknown: forGood });
    await munadi.end();
  },
);

/** Some are refused for a while and some for as long as anybody asks; 421 hangs up as well. */
export const refuses = scenario(
  'a provider that refuses for a while, for long, or for good',
  { short: { each: 4 }, long: { each: 50 } },
  async (scene, { each }) => {
    byPerson(scene, (place, time) => {
      if (place < each) return { kind: 'refuse', code: 550 };
      if (place < 2 * each) return { kind: 'refuse', code: 451 };
      if (place < 3 * each && time <= 2) return { kind: 'refuse', code: time === 1 ? 421 : 451 };
      return TAKE;
    });
    const munadi = await scene.started();
    await scene.begin();
    await approve(scene, await newPeople(scene, 4 * each));
    await scene.settled('451 for a while, 451 for long, 550');
    expect(await ends(scene)).toEqual({ SENT: 2 * each, 'FAILED SMTP_451': each, 'FAILED SMTP_550': each });
    await munadi.end();
  },
);

/** In the long form slower than the deadline of a batch, so that some are given up while they are under way. */
export const drips = scenario(
  'a provider that drips',
  { short: { people: 60, afterMs: 1_000 }, long: { people: 60, afterMs: 12_000 } },
  async (scene, { people, afterMs }) => {
    scene.sink.answer = (_to, before) => ({ kind: 'take', afterMs: before < people ? afterMs : 0 });
    const munadi = await scene.started();
    await scene.begin();
    await propose(scene, await newCommunity(scene, people));
    await scene.settled(`${afterMs / 1_000} s for each email`);
    await munadi.end();
  },
);
