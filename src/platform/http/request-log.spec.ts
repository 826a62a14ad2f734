import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import express from 'express';
import { pinoHttp } from 'pino-http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { logOptions } from '../observability/log-options.js';
import { requestId } from './request-id.js';
import { requestLog } from './request-log.js';

let lines: Record<string, unknown>[] = [];
const { logger: log } = pinoHttp(
  logOptions({ logLevel: 'debug', environment: 'test' }),
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  }),
);
const app = express().use(requestId, requestLog(log), express.json());
app.post('/api/unsubscribe/:token', (_request, response) => void response.status(201).json({}));
app.get('/health/live', (_request, response) => void response.json({}));
app.get('/broken', (_request, response) => void response.status(500).json({}));

let server: ReturnType<typeof app.listen>;
let url: string;
beforeAll(async () => {
  server = app.listen(0);
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  lines = [];
});

const lineOf = async (path: string, init?: RequestInit) => {
  await (await fetch(url + path, init)).text();
  await expect.poll(() => lines).toHaveLength(1);
  return lines[0];
};

test('says what was asked and how it ended, and nothing that could be a secret', async () => {
  const line = await lineOf('/api/unsubscribe/t0k3n?email=a@b.example', {
    method: 'POST',
    headers: {
      'x-request-id': 'r-1',
      authorization: 'Bearer s3cret',
      cookie: 's3cret',
      'x-api-key': 's3cret',
      'content-type': 'application/json',
    },
    body: '{"phone":"+911234567890"}',
  });
  expect(line).toMatchObject({
    level: 30,
    requestId: 'r-1',
    method: 'POST',
    route: '/api/unsubscribe/:token',
    status: 201,
    ms: expect.any(Number) as number,
    msg: 'answered',
  });
  expect(JSON.stringify(line)).not.toMatch(/t0k3n|s3cret|b\.example|1234567890|127\.0\.0\.1/);
});

test.each([
  ['/health/live', 20],
  ['/broken', 50],
  ['/nothing/t0k3n', 30],
])('%s is logged at level %i', async (path, level) => {
  const line = await lineOf(path);
  expect(line).toMatchObject({ level });
  expect(JSON.stringify(line)).not.toContain('t0k3n');
});
