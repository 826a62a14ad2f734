import { STEPS, type Step } from '../../../src/platform/observability/steps.js';
import type { MunadiProcess } from '../../support/process.js';
import type { Failpoint } from '../harness/failpoint.js';
import { approve, newCommunity, newPeople, propose } from '../harness/people.sql.js';
import type { Scene } from '../harness/scene.js';
import { scenario } from '../scenario.js';

/** How a process comes by a step. */
interface Way {
  cause: (scene: Scene) => Promise<void>;
  /** Somebody has to die here first, and the next process comes by the step while it takes up what is left. */
  after?: Step;
  channel?: 'EMAIL';
}

const approvals = async (scene: Scene) => approve(scene, await newPeople(scene, 12));
/** Too many to be planned while the message is accepted. */
const crowd = async (scene: Scene) => propose(scene, await newCommunity(scene, 60));
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
  'clock.reaped': { cause: approvals, after: 'deliver.claimed' },
  'clock.remembered': { cause: approvals, after: 'accept.committed' },
  'clock.resumed': { cause: crowd, after: 'accept.committed' },
};

const killsAt = (what: string, ...rooms: readonly string[]) =>
  scenario(
    `kill -9 at each step of ${what}`,
    { short: { rounds: 1 }, long: { rounds: 3 } },
    async (scene, { rounds }) => {
      const steps = STEPS.filter((step) => rooms.some((room) => step.startsWith(room)));
      let munadi = await scene.started();
      for (let round = 1; round <= rounds; round++) {
        for (const step of steps) munadi = await killedAt(step, round, scene, munadi);
      }
      await munadi.end();
    },
  );

export const kills = [
  killsAt('taking in and planning', 'relay.', 'accept.', 'plan.'),
  killsAt('delivering and the clock', 'deliver.', 'clock.'),
];

/** Answers the process that took up what was left. */
async function killedAt(
  step: Step,
  round: number,
  scene: Scene,
  munadi: MunadiProcess,
): Promise<MunadiProcess> {
  const { cause, after, channel } = WAYS[step];
  await scene.begin();
  const last: Failpoint = { step, channel };
  munadi.send(after ? { step: after } : last);
  await cause(scene);
  await scene.diesAt(after ?? step, munadi);
  if (after) await scene.diesAt(step, await scene.start(last));
  const from = performance.now();
  const next = await scene.start();
  await scene.settled(`kill -9 at ${step}${round > 1 ? `, ${round}` : ''}`, from);
  return next;
}
