// Loaded with --import before a process's own code. The test arms failpoints by messages.
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import type { Passing } from '../../../../src/platform/observability/steps.js';
import type { Failpoint } from '../failpoint.js';

interface Armed {
  at: Failpoint;
  left: number;
}

let armed: Armed | undefined;

process.on('message', (at: Failpoint) => {
  armed = { at, left: at.passing ?? 1 };
});
// Whoever runs the test was killed: nothing stays behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

subscribe('munadi:step', (message) => {
  if (!armed || !meets(armed.at, message as Passing)) return;
  armed.left -= 1;
  if (armed.left > 0) return;
  const { standsStillMs } = armed.at;
  armed = undefined;
  if (standsStillMs === undefined) process.kill(process.pid, 'SIGKILL');
  else standStill(standsStillMs);
});

function meets(at: Failpoint, passing: Passing): boolean {
  if (passing.step !== at.step || passing.count === 0) return false;
  if (at.channel && passing.channel !== at.channel) return false;
  return !at.userId || (passing.deliveries ?? []).some(({ userId }) => userId === at.userId);
}

function standStill(forMs: number): void {
  const awake = performance.now.bind(performance);
  performance.now = () => awake() + forMs;
  writeSync(1, 'chaos: stands still\n');
  process.kill(process.pid, 'SIGSTOP');
}
