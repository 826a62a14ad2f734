import { expect, it } from 'vitest';
import { modernServer } from '../../../../test/support/modern-server.js';
import { Deadline } from '../../deadline.js';
import { call } from './call.js';

it('takes no other call with it where a connection breaks', async () => {
  const server = await modernServer('{}');
  const url = `https://localhost:${server.port}/`;
  const calls = Array.from({ length: 20 }, () => call(url, { headers: {} }, new Deadline(5_000)));
  const lost = (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected');
  server.close();
  expect(lost).toHaveLength(1);
});
