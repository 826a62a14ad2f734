import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome, Outgoing, Provider } from '../../src/delivery/channels/provider.js';
import { Deadline } from '../../src/delivery/deadline.js';

/** How a provider's server behaves from now on. */
export type Behaviour =
  | 'takes-all'
  /** It takes what goes to `Subject.good`, and refuses what goes to `Subject.bad` for ever. */
  | 'refuses-bad'
  | 'busy'
  | 'refuses-all'
  /** It asks for patience, for seven seconds where it can say so. */
  | 'asks-for-patience'
  /** It takes it and never answers. */
  | 'silent'
  /** It takes it and closes the connection. */
  | 'hangs-up'
  /** It answers with success and nonsense. */
  | 'babbles'
  | 'knows-us-not';

/** A provider against a server of ours that speaks its wire format. */
export interface Subject {
  provider: Provider;
  behave(how: Behaviour): void | Promise<void>;
  /** Something that goes to an address the server always takes, with its place in the batch. */
  good(place: number): Outgoing;
  /** Something that goes to an address which the server refuses for ever. */
  bad(): Outgoing;
  /** How many items the server has been given since `behave`. */
  given(): number;
  close(): Promise<void>;
}

export interface Promised {
  /** Its protocol can say when to come back. */
  tellsWhen: boolean;
  /** All that it sends goes to one service, which can be down for all of it. Not so where each address is its own. */
  oneService?: boolean;
  /** It asks nobody, so nobody can fail it. */
  alone?: boolean;
}

const PATIENCE_MS = 10_000;
const SOON_MS = 700;
const BATCH = 5;

/** What every provider keeps, whatever its server does: one outcome for each item, in time, and never a lie. */
export function providerContract(name: string, promised: Promised, start: () => Promise<Subject>): void {
  describe(`the contract of a provider: ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject.close());

    const send = async (how: Behaviour, batch: Outgoing[], ms = PATIENCE_MS): Promise<Outcome[]> => {
      await subject.behave(how);
      const outcomes = await subject.provider.send(batch, new Deadline(ms));
      expect(outcomes).toHaveLength(batch.length);
      return outcomes;
    };
    const several = () => Array.from({ length: BATCH }, (_, place) => subject.good(place));
    const down = promised.oneService ?? true;
    const kinds = (outcomes: Outcome[]) => [...new Set(outcomes.map(({ kind }) => kind))];

    it('is configured', () => {
      expect(subject.provider.configured).toBe(true);
      expect(subject.provider.channels.length).toBeGreaterThan(0);
    });

    it('says of all that were taken that they were, each with an id of its own', async () => {
      const outcomes = await send('takes-all', several());
      expect(kinds(outcomes)).toEqual(['sent']);
      const ids = outcomes.map((each) => (each.kind === 'sent' ? each.providerMessageId : ''));
      expect(ids.every(Boolean)).toBe(true);
      expect(subject.given()).toBe(BATCH);
    });

    it('sends nothing for an empty batch', async () => {
      expect(await send('takes-all', [])).toEqual([]);
      expect(subject.given()).toBe(0);
    });

    if (promised.alone) return;

    it('answers for each item by itself', async () => {
      const outcomes = await send('refuses-bad', [subject.good(0), subject.bad(), subject.good(2)]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'reject', 'sent']);
    });

    it('asks to be called again where the server is busy', async () => {
      const outcomes = await send('busy', several());
      expect(kinds(outcomes)).toEqual(['retry']);
    });

    it('rejects what is refused for ever, and says why', async () => {
      const outcomes = await send('refuses-all', several());
      expect(kinds(outcomes)).toEqual(['reject']);
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({
          code: expect.stringMatching(/./) as string,
          error: expect.stringMatching(/./) as string,
        });
      }
    });

    it('is as patient as it is asked to be', async () => {
      const outcomes = await send('asks-for-patience', several());
      expect(kinds(outcomes)).toEqual(['retry']);
      const waits = outcomes.map((each) => (each.kind === 'retry' ? each.afterMs : undefined));
      if (promised.tellsWhen) expect(waits.every((wait) => wait !== undefined && wait > 5_000)).toBe(true);
    });

    it('comes back at its deadline from a server that says nothing, and claims nothing', async () => {
      const begun = performance.now();
      const outcomes = await send('silent', several(), SOON_MS);
      expect(performance.now() - begun).toBeLessThan(SOON_MS + 1_500);
      expect(outcomes.every(({ kind }) => kind === 'unknown' || kind === 'held')).toBe(true);
      expect(kinds(outcomes)).toContain('unknown');
    });

    it('does not know what became of it where the answer is lost', async () => {
      const outcomes = await send('hangs-up', [subject.good(0)]);
      expect(kinds(outcomes)).toEqual(['unknown']);
      expect(outcomes.map(isDown)).toEqual([down]);
    });

    it('takes nonsense for no success', async () => {
      const outcomes = await send('babbles', [subject.good(0)]);
      expect(outcomes[0]?.kind).toMatch(/^(unknown|retry)$/);
    });

    it('loses nothing where its credentials are wrong, and says whether that is about the provider', async () => {
      const outcomes = await send('knows-us-not', several());
      expect(kinds(outcomes)).toEqual(['retry']);
      expect(outcomes.every((each) => isDown(each) === down)).toBe(true);
    });

    it('begins nothing once its deadline has passed', async () => {
      const outcomes = await send('takes-all', several(), 0);
      expect(kinds(outcomes)).toEqual(['held']);
      expect(subject.given()).toBe(0);
    });

    it('works again after all of that', async () => {
      expect(kinds(await send('takes-all', several()))).toEqual(['sent']);
    });
  });
}

const isDown = (outcome: Outcome) => 'down' in outcome && outcome.down === true;
