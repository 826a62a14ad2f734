import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { IsString } from 'class-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpApp, testConfig } from '../../../test/support/http-app.js';
import { forbidden } from '../errors/app-error.js';
import type { Problem } from './problem.js';

class Note {
  @IsString() text!: string;
}

@Controller('notes')
class NotesController {
  @Post() write(@Body() note: Note) {
    return note;
  }
  @Get('bug') bug() {
    throw new Error('the password is hunter2');
  }
  @Get('refused') refused() {
    throw forbidden('Not yours.');
  }
  @Get('away') away() {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
  }
  @Get('search') search(@Query('q') q: string) {
    return { q };
  }
  @Get(':id') read(@Param('id') id: string) {
    return { id };
  }
}

@Controller('health')
class HealthController {
  @Get('live') live() {
    return { status: 'up' };
  }
}

const controllers = [NotesController, HealthController];
let app: Awaited<ReturnType<typeof httpApp>>;
beforeAll(async () => {
  app = await httpApp({ controllers });
});
afterAll(() => app?.close());

const call = async (path: string, init?: RequestInit) => {
  const response = await fetch(app.url + path, init);
  return { response, problem: (await response.json()) as Problem };
};
const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  call('/api/notes', { method: 'POST', headers, body });

/** Checks what every problem has, and gives what tells one from another. */
async function problemOf(answer: ReturnType<typeof call>) {
  const { response, problem } = await answer;
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^urn:munadi:problem:[a-z-]+$/) as string,
    title: expect.stringMatching(/^[A-Z]/) as string,
    status: response.status,
    requestId: response.headers.get('x-request-id'),
  });
  return { ...problem, retryAfter: response.headers.get('retry-after') };
}
const saying = (part: string) => expect.stringContaining(part) as string;

describe('every failure is a problem', () => {
  test.each([
    ['an unknown route', '/api/nothing', 404, 'There is nothing at GET /api/nothing'],
    ['the bare prefix', '/api', 404, 'There is nothing at GET /api'],
    ['an unknown address outside', '/nothing', 404, 'There is nothing at GET /nothing'],
    ['an unknown probe', '/health/nothing', 404, ''],
    ['an unknown file of the docs', '/docs/nothing.js', 404, ''],
    ['a refusal', '/api/notes/refused', 403, 'Not yours.'],
    ['a malformed parameter', '/api/notes/%E0%A4%A', 400, 'percent-encoding'],
    ['a malformed query', '/api/notes/search?q=%FF', 400, 'percent-encoding'],
    ['NUL in a parameter', '/api/notes/%00', 400, 'percent-encoding'],
    ['a malformed address outside', '/%', 400, 'percent-encoding'],
  ])('%s', async (_name, path, status, detail) => {
    expect(await problemOf(call(path))).toMatchObject({ status, detail: saying(detail) });
  });

  test('a bug says nothing of itself', async () => {
    const problem = await problemOf(call('/api/notes/bug'));
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  test('a database that is away says when to come back', async () => {
    const problem = await problemOf(call('/api/notes/away'));
    expect(problem).toMatchObject({ status: 503, retryAfter: '5' });
    expect(JSON.stringify(problem)).not.toContain('10.0.0.7');
  });
});

describe('bodies', () => {
  test('what is right is taken', async () => {
    const { response, problem } = await post('{"text":"नमस्ते"}');
    expect([response.status, problem]).toEqual([201, { text: 'नमस्ते' }]);
  });

  const deep = (depth: number) => `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  test.each<[string, string, number, string]>([
    ['no JSON', '{"text":', 400, 'not valid JSON'],
    ['bare text', '"text"', 400, 'not valid JSON'],
    ['an unknown field', '{"text":"a","admin":true}', 400, 'One field'],
    ['a wrong type', '{"text":5}', 400, 'One field'],
    ['40 levels', deep(40), 400, 'as it is'],
    ['49,000 levels', deep(49_000), 400, 'as it is'],
    ['100 KB of opening brackets', '['.repeat(102_400), 400, 'not valid JSON'],
    ['more than 100 KB', `{"text":"${'a'.repeat(102_400)}"}`, 413, '100 KB'],
    ['5 MB', 'a'.repeat(5_000_000), 413, '100 KB'],
    ['a prototype', '{"text":"a","__proto__":{"admin":true}}', 400, 'as it is'],
    ['a constructor', '{"text":"a","constructor":{"prototype":{}}}', 400, 'as it is'],
    ['NUL', '{"text":"a\\u0000b"}', 400, 'as it is'],
  ])('%s', async (_name, body, status, detail) => {
    expect(await problemOf(post(body))).toMatchObject({ status, detail: saying(detail) });
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('the field is named', async () => {
    const { errors } = await problemOf(post('{"text":5}'));
    expect(errors).toEqual([{ path: 'text', message: 'text must be a string' }]);
  });

  test.each<[string, Record<string, string>]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no type', { 'content-type': '' }],
    ['an unreadable type', { 'content-type': ';;;' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('%s is refused with 415', async (_name, headers) => {
    expect(await problemOf(post('text=a', headers))).toMatchObject({ status: 415 });
  });

  test('no body where one is needed', async () => {
    const problem = await problemOf(call('/api/notes', { method: 'POST' }));
    expect(problem).toMatchObject({ status: 400, detail: saying('One field') });
  });
});

describe('request ids', () => {
  test.each(['/api/notes/1', '/api/nothing', '/nothing', '/docs/swagger-ui.css', '/health/live', '/%'])(
    '%s carries one',
    async (path) => {
      const response = await fetch(app.url + path);
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test("the caller's own is taken if it is harmless", async () => {
    const idFor = async (theirs: string) =>
      (await fetch(`${app.url}/api/notes/1`, { headers: { 'x-request-id': theirs } })).headers.get(
        'x-request-id',
      );
    expect(await idFor('job-7.a_B')).toBe('job-7.a_B');
    for (const harmful of ['a b', 'x'.repeat(65), '<script>', '"'])
      expect(await idFor(harmful)).not.toBe(harmful);
  });
});

describe('headers', () => {
  test('are set for browsers, and say nothing about us', async () => {
    const { headers } = await fetch(`${app.url}/api/notes/1`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self';style-src");
    expect(headers.get('content-security-policy')).toContain("connect-src 'self';");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('only the configured origins may call', async () => {
    const config = testConfig({
      http: { port: 0, host: '', publicUrl: 'https://m.example', corsOrigins: ['https://a.example'] },
    });
    const open = await httpApp({ controllers, config });
    const from = (origin: string, method = 'GET') =>
      fetch(`${open.url}/api/notes/1`, {
        method,
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const { headers } = await from('https://a.example');
    expect(headers.get('access-control-allow-origin')).toBe('https://a.example');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(headers.get('strict-transport-security')).not.toBeNull();
    expect((await from('https://a.example', 'OPTIONS')).status).toBe(204);
    expect((await from('https://b.example')).headers.get('access-control-allow-origin')).toBeNull();
    await open.close();
  });

  test('the server does not wait for ever', () => {
    expect(app.app.getHttpServer()).toMatchObject({ headersTimeout: 10_000, requestTimeout: 300_000 });
  });
});

describe('what is served where', () => {
  test('probes are outside the prefix', async () => {
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${app.url}/api/health/live`)).status).toBe(404);
  });

  test('the document and the pages that show it', async () => {
    const document = (await call('/docs-json')).problem as unknown as { paths: object; info: object };
    expect(Object.keys(document.paths)).toContain('/api/notes/{id}');
    expect(document.info).toMatchObject({ title: 'Munadi' });
    const page = await (await fetch(`${app.url}/docs`)).text();
    expect(page).not.toMatch(/<script>[^<]/);
  });

  test('a worker has neither docs nor console', async () => {
    const worker = await httpApp({ controllers: [HealthController], config: testConfig({ role: 'worker' }) });
    expect((await fetch(`${worker.url}/health/live`)).status).toBe(200);
    for (const path of ['/docs', '/docs-json', '/', '/api/notes/1']) {
      expect((await fetch(worker.url + path, { headers: { accept: 'text/html' } })).status).toBe(404);
    }
    await worker.close();
  });
});
