import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import {
  Body,
  Controller,
  ForbiddenException,
  HttpCode,
  Post,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Allow } from 'class-validator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.js';
import { httpApp } from '../../../../test/support/http-app.js';
import { Database } from '../../database/database.js';
import { conflict } from '../../errors/app-error.js';
import type { HttpRequest } from '../request.js';

class Thing {
  @Allow() name?: unknown;
  @Allow() colour?: unknown;
}

let made: Thing[] = [];
let pace: () => Promise<unknown> = () => Promise.resolve();

@Controller('things')
class ThingsController {
  @Post()
  async make(@Body() thing: Thing) {
    await pace();
    made.push(thing);
    return { id: made.length, name: thing.name, colour: thing.colour };
  }

  @Post('queued')
  @HttpCode(202)
  queue() {
    made.push({});
    return { id: made.length };
  }

  @Post('count')
  @HttpCode(200)
  count() {
    made.push({});
    return { count: made.length };
  }
}

/** Stands in for whoever recognises callers. */
class NamedCaller implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    request.callerKey = request.get('x-caller');
    return true;
  }
}

let database: Database;
let app: Awaited<ReturnType<typeof httpApp>>;

beforeAll(async () => {
  const { url } = await testDatabase();
  database = new Database(url);
  app = await httpApp({
    database,
    controllers: [ThingsController],
    providers: [{ provide: APP_GUARD, useClass: NamedCaller }],
  });
});
afterAll(async () => {
  await app?.close();
  await database?.onApplicationShutdown();
});
beforeEach(async () => {
  made = [];
  pace = () => Promise.resolve();
  await database.query('DELETE FROM idempotency_keys');
});

async function post(
  body: unknown,
  { key = 'k', caller = 'member:1', path = '' }: { key?: string | null; caller?: string; path?: string } = {},
) {
  const response = await fetch(`${app.url}/api/things${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { 'idempotency-key': key }),
      ...(caller && { 'x-caller': caller }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    replayed: response.headers.get('idempotency-replayed'),
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

test('the same key with the same body gives the first answer again', async () => {
  const first = await post('{"name":"a","colour":"red"}');
  const second = await post('{"colour":"red","name":"a"}');
  expect(first).toMatchObject({ status: 201, replayed: null, body: { id: 1, name: 'a' } });
  expect(second).toMatchObject({ status: 201, replayed: 'true', body: first.body });
  expect(made).toHaveLength(1);
});

test('a 202 is replayed as a 202', async () => {
  await post({}, { path: '/queued' });
  expect(await post({}, { path: '/queued' })).toMatchObject({ status: 202, replayed: 'true' });
});

test('with another body it is refused', async () => {
  await post({ name: 'a' });
  expect(await post({ name: 'b' })).toMatchObject({
    status: 422,
    body: { type: 'urn:munadi:problem:idempotency-key-reused' },
  });
  expect(await post({ name: 'a' }, { path: '/queued' })).toMatchObject({ status: 422 });
  expect(made).toHaveLength(1);
});

test('keys belong to their caller', async () => {
  await post({ name: 'a' });
  expect(await post({ name: 'b' }, { caller: 'member:2' })).toMatchObject({ status: 201, replayed: null });
});

test('while the first is still running the second is told to wait', async () => {
  const doors = new EventEmitter();
  const begun = once(doors, 'begun');
  pace = () => {
    doors.emit('begun');
    return once(doors, 'finish');
  };
  const first = post({ name: 'a' });
  await begun;
  const second = await post({ name: 'a' });
  expect(second).toMatchObject({ status: 409, body: { title: 'Conflict' } });
  expect(Number(second.retryAfter)).toBeGreaterThan(0);
  doors.emit('finish');
  expect(await first).toMatchObject({ status: 201 });
});

test('of many first calls at once exactly one runs', async () => {
  pace = () => setTimeout(50);
  const answers = await Promise.all(Array.from({ length: 20 }, () => post({ name: 'a' })));
  expect(made).toHaveLength(1);
  expect(answers.filter(({ status, replayed }) => status === 201 && !replayed)).toHaveLength(1);
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
});

test('a refusal is not kept', async () => {
  pace = () => Promise.reject(conflict('Not yet.'));
  expect(await post({ name: 'a' })).toMatchObject({ status: 409, retryAfter: null });
  pace = () => Promise.reject(new ForbiddenException());
  expect(await post({ name: 'a' })).toMatchObject({ status: 403 });
  expect(await post({ unknown: 1 })).toMatchObject({ status: 400 });
  pace = () => Promise.resolve();
  expect(await post({ name: 'a' })).toMatchObject({ status: 201, replayed: null });
});

const lockRunsOut = () => database.query(`UPDATE idempotency_keys SET locked_until = now() - interval '1 s'`);
const NOT_KNOWN = {
  status: 409,
  retryAfter: null,
  body: { detail: expect.stringMatching(/^It is not known/) },
};

test.each<[string, Error, number]>([
  ['a bug', new Error('A bug.'), 500],
  ['a lost connection', new Error('Connection terminated unexpectedly'), 503],
])('after %s the effect may be there, and nothing runs again', async (_name, failure, status) => {
  pace = () => Promise.reject(failure);
  expect(await post({ name: 'a' })).toMatchObject({ status });
  pace = () => Promise.resolve();
  expect(await post({ name: 'a' })).toMatchObject({ status: 409, retryAfter: '5' });
  await lockRunsOut();
  expect(await post({ name: 'a' })).toMatchObject(NOT_KNOWN);
  expect(made).toHaveLength(0);
});

test('nor after a crash between the effect and its answer, until the key is forgotten', async () => {
  await post({ name: 'a' });
  await database.query(`UPDATE idempotency_keys SET status = NULL, locked_until = now() + interval '9 s'`);
  expect(await post({ name: 'a' })).toMatchObject({ status: 409, retryAfter: '5' });
  await lockRunsOut();
  expect(await post({ name: 'a' })).toMatchObject(NOT_KNOWN);
  expect(made).toHaveLength(1);
  await database.query(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours'`);
  expect(await post({ name: 'a' })).toMatchObject({ status: 201, replayed: null });
});

test('who lost the key leaves the answer to who took it', async () => {
  pace = () => database.query(`UPDATE idempotency_keys SET locked_until = now() + interval '30 s'`);
  expect(await post({ name: 'a' })).toMatchObject({ status: 201 });
  expect(await database.query('SELECT status FROM idempotency_keys')).toEqual([{ status: null }]);
});

test('a key is forgotten after 24 hours', async () => {
  await post({ name: 'a' });
  await database.query(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours'`);
  expect(await post({ name: 'b' })).toMatchObject({ status: 201, replayed: null });
});

test.each([
  ['', 400],
  ['x'.repeat(256), 400],
  ['x'.repeat(255), 201],
  ["'; DROP TABLE idempotency_keys; --", 201],
])('the key %j is answered with %i', async (key, status) => {
  expect(await post({ name: 'a' }, { key })).toMatchObject({ status });
});

test('without a key, without a known caller, or where nothing is created, every call runs', async () => {
  for (const how of [{ key: null }, { caller: '' }, { path: '/count' }]) {
    await post({}, how);
    expect(await post({}, how)).toMatchObject({ replayed: null });
  }
  expect(made).toHaveLength(6);
});
