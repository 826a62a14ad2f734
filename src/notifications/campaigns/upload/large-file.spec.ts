import v8 from 'node:v8';
import vm from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { campaignRoom, emailOf, fileOf } from '../../../../test/support/campaigns.js';

const ROWS = 200_000;
const MOST_GROWTH_MB = 16;

let room: Awaited<ReturnType<typeof campaignRoom>>;

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

beforeAll(async () => {
  room = await campaignRoom();
});
afterAll(() => room.database.onApplicationShutdown());

/** Made as it is read: 17 MB that are nowhere at once. */
function* lines() {
  yield Buffer.from('name,email,amount,due\r\n');
  for (let n = 0; n < ROWS; n += 500) {
    let piece = '';
    for (let row = n; row < n + 500; row++) {
      const email = row === 150_000 ? emailOf('asha') : `person-${row}@example.org`;
      piece += `"Person, the ${row}th of them",${email},${row % 1_000}.50,2030-01-${10 + (row % 20)}\r\n`;
    }
    yield Buffer.from(piece);
  }
}

/** In MB. How much garbage lies around says when it was collected, and nothing of the file. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

test('a list of 200,000 people is taken in a set at a time', async () => {
  await room.upload('email\nasha@example.org\n');
  const before = held();
  let peak = before;
  const watching = setInterval(() => (peak = Math.max(peak, held())), 1_000);
  const id = await room.uploading.upload(room.head, 'Everybody', fileOf(lines()));
  clearInterval(watching);
  expect(peak - before).toBeLessThan(MOST_GROWTH_MB);
  expect(await room.campaigns.find(room.head, id)).toMatchObject({
    rowCount: ROWS,
    report: { good: 1, flaws: { UNKNOWN: ROWS - 1 } },
  });
}, 120_000);
