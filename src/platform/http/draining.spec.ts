import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Controller, Get } from '@nestjs/common';
import { expect, test } from 'vitest';
import { httpApp } from '../../../test/support/http-app.js';

@Controller('slow')
class SlowController {
  @Get() async answer() {
    await setTimeout(300);
    return { done: true };
  }
}

const secondsOf = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};

test('what is being answered is answered, and then the server ends at once', async () => {
  const app = await httpApp({ controllers: [SlowController] });
  const answer = fetch(`${app.url}/api/slow`);
  await setTimeout(100);
  expect(await secondsOf(() => app.close())).toBeLessThan(10);
  expect(await (await answer).json()).toEqual({ done: true });
});

test('a caller who does not read holds it up for five seconds at most', async () => {
  const app = await httpApp({});
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1').pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  for (let i = 0; i < 20; i++) socket.write('GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n');
  await setTimeout(200);
  expect(await secondsOf(() => app.close())).toBeLessThan(20);
  socket.destroy();
});
