import { STEPS, type Step } from '../../../src/platform/observability/steps.js';
import type { MunadiProcess } from '../../support/process.js';
import type { Failpoint } from '../harness/failpoint.js';
import { approve, newCommunity, newPeople, propose, register } from '../harness/people.sql.js';
import type { Scene } from '../harness/scene.js';
import { scenario } from '../scenario.js';

/** How a process comes by a step. */
interface Way {
  cause: (scene: Scene) => Promise<void>;
  /** Somebody has to die here first, and the next process comes by the step while it takes up what is left. */
  after?: Failpoint;
  channel?: 'EMAIL';
}

const approvals = async (scene: Scene) => approve(scene, await newPeople(scene, 12));
/** Too many to be planned while the message is accepted. */
const crowd = async (scene: Scene) => propose(scene, await newCommunity(scene, 60));
/** Nobody reads it, and the email falls due as a step. */
const steps = async (scene: Scene) => register(scene, await newPeople(scene, 12));
const refusals = async (scene: Scene) => {
  const until = scene.sink.offered + 5;
  scene.sink.answer = (_to, before) => (before < until ? { kind: 'refuse', code: 451 } : { kind: 'take' });
  await approvals(scene);
};

const WAYS: Record<Step, Way> = {
  'relay.taken': { cause: approvals },
  'relay.told': { cause: approvals },
  'relay.marked': { cause: approvals },
  'accept.written': { cause: approvals },
  'accept.committed': { cause: approvals },
  'accept.hinted': { cause: approvals },
  'plan.begun': { cause: crowd },
  'plan.committed': { cause: crowd },
  'plan.hinted': { cause: crowd },
  'deliver.begun': { cause: approvals },
  'deliver.claimed': { cause: crowd },
  'deliver.worded': { cause: crowd, channel: 'EMAIL' },
  'deliver.sent': { cause: crowd, channel: 'EMAIL' },
  'deliver.finished': { cause: crowd, channel: 'EMAIL' },
  'clock.promoted': { cause: refusals },
  'clock.reaped': { cause: approvals, after: { step: 'deliver.claimed' } },
  'clock.remembered': { cause: approvals, after: { step: 'accept.committed' } },
  'clock.resumed': { cause: crowd, after: { step: 'accept.committed' } },
};

/** The same of the clock where what it promotes, remembers and reaps are steps of escalations. */
const WAYS_OF_ESCALATIONS: Partial<Record<Step, Way>> = {
  'clock.promoted': { cause: steps },
  'clock.remembered': { cause: steps, after: { step: 'clock.promoted' } },
  'clock.reaped': { cause: steps, after: { step: 'deliver.worded', channel: 'EMAIL' } },
};

const killsAt = (what: string, rooms: readonly string[], ways: Partial<Record<Step, Way>> = WAYS) =>
  scenario(
    `kill -9 at each step of ${what}`,
    { short: { rounds: 1 }, long: { rounds: 3 } },
    async (scene, { rounds }) => {
      let munadi = await scene.started();
      for (let round = 1; round <= rounds; round++) {
        for (const step of STEPS) {
          const way = ways[step];
          if (!way || !rooms.some((room) => step.startsWith(room))) continue;
          const named = `${step}${ways === WAYS ? '' : ' while steps fall due'}${round > 1 ? `, ${round}` : ''}`;
          munadi = await killedAt(step, way, named, scene, munadi);
        }
      }
      await munadi.end();
    },
  );

export const kills = [
  killsAt('taking in and planning', ['relay.', 'accept.', 'plan.']),
  killsAt('delivering and the clock', ['deliver.', 'clock.']),
  killsAt('a tick while steps fall due', ['clock.'], WAYS_OF_ESCALATIONS),
];

/** Answers the process that took up what was left. */
async function killedAt(
  step: Step,
  { cause, after, channel }: Way,
  named: string,
  scene: Scene,
  munadi: MunadiProcess,
): Promise<MunadiProcess> {
  await scene.begin();
  const last: Failpoint = { step, channel };
  munadi.send(after ?? last);
  await cause(scene);
  await scene.diesAt((after ?? last).step, munadi);
  if (after) await scene.diesAt(step, await scene.start(last));
  const from = performance.now();
  const next = await scene.start();
  await scene.settled(`kill -9 at ${named}`, from);
  return next;
}
