import { Controller, Get } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { httpApp, TEST_SECRET, testConfig } from '../../test/support/http-app.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { Members } from './access.js';
import { BoardSession } from './board-session.js';
import { Caller } from './caller.js';
import { IdentityModule } from './identity.module.js';
import { MemberDirectory } from './member-directory.js';

@Controller('me')
class MeController {
  @Members() @Get() me(@Caller() { userId }: Caller) {
    return { userId };
  }
}

let database: Database;
beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database?.onApplicationShutdown());
beforeEach(async () => {
  await database.query('DELETE FROM users');
  await database.query(
    `INSERT INTO users (name, email, role, locale, timezone, erased_at) VALUES
       ('Asha', 'admin@demo.munadi', 'ADMIN', 'en', 'Asia/Kolkata', NULL),
       ('Bina', 'member@demo.munadi', 'MEMBER', 'gu', 'Asia/Kolkata', NULL),
       ('Gone', 'gone@demo.munadi', 'MEMBER', 'en', 'UTC', now()),
       ('Real', 'real@people.example', 'ADMIN', 'en', 'UTC', NULL)`,
  );
});

const demo = testConfig({ demo: true });
const open = (config: Config) =>
  httpApp({ config, database, imports: [IdentityModule.forRoot(config)], controllers: [MeController] });

describe('the demo login', () => {
  let app: Awaited<ReturnType<typeof httpApp>>;
  beforeAll(async () => {
    app = await open(demo);
  });
  afterAll(() => app?.close());

  async function login(body: unknown) {
    const response = await fetch(`${app.url}/api/auth/demo-login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { accessToken: string; user: { id: string } };
    return { status: response.status, ...answer };
  }
  const authorized = (path: string, token: string, method = 'GET') =>
    fetch(app.url + path, { method, headers: { authorization: `Bearer ${token}` } });

  test('lists the demo people, and only them', async () => {
    const response = await fetch(`${app.url}/api/auth/demo-users`);
    const users = (await response.json()) as { name: string }[];
    expect(users.map(({ name }) => name)).toEqual(['Asha', 'Bina']);
    expect(Object.keys(users[0] ?? {})).toEqual(['id', 'email', 'name', 'role', 'locale', 'timezone']);
  });

  test('gives a token that opens the door, for 12 hours', async () => {
    const { status, accessToken, user } = await login({ email: 'Member@demo.munadi' });
    expect(status).toBe(200);
    expect(user).toEqual({
      id: user.id,
      email: 'member@demo.munadi',
      name: 'Bina',
      role: 'MEMBER',
      locale: 'gu',
      timezone: 'Asia/Kolkata',
    });
    expect(await (await authorized('/api/me', accessToken)).json()).toEqual({ userId: user.id });
    const { payload } = await jwtVerify(accessToken, TEST_SECRET);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(12 * 3_600);
  });

  test.each<[string, unknown, number]>([
    ['unknown', { email: 'nobody@demo.munadi' }, 404],
    ['erased', { email: 'gone@demo.munadi' }, 404],
    ['a real person', { email: 'real@people.example' }, 404],
    ['no email', { email: 'x' }, 400],
    ['nothing', {}, 400],
    ['an unknown field', { email: 'admin@demo.munadi', role: 'ADMIN' }, 400],
  ])('%s: refused', async (_name, body, status) => {
    expect(await login(body)).toMatchObject({ status });
  });

  test('who is erased or loses a role is treated so at once', async () => {
    const { accessToken } = await login({ email: 'admin@demo.munadi' });
    const board = () => authorized('/api/auth/board-session', accessToken, 'POST');
    expect((await board()).status).toBe(204);
    await database.query(`UPDATE users SET role = 'MEMBER' WHERE email = 'admin@demo.munadi'`);
    expect((await board()).status).toBe(403);
    await database.query(`UPDATE users SET erased_at = now() WHERE email = 'admin@demo.munadi'`);
    expect((await board()).status).toBe(401);
  });

  test('the board cookie opens the board and nothing else', async () => {
    const { accessToken } = await login({ email: 'admin@demo.munadi' });
    const response = await authorized('/api/auth/board-session', accessToken, 'POST');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^munadi_board=[^;]+; Path=\/admin; Max-Age=3600; HttpOnly; SameSite=Strict$/);

    const session = app.app.get(BoardSession, { strict: false });
    const pair = cookie.split(';')[0] ?? '';
    expect(await session.boardAccess(`other=1; ${pair}`)).toMatchObject({ name: 'Asha' });
    expect((await authorized('/api/me', pair.split('=')[1] ?? '')).status).toBe(401);

    for (const wrong of [
      undefined,
      '',
      'munadi_board=',
      `munadi_board=${accessToken}`,
      `${pair}x`,
      `x${pair}`,
    ]) {
      expect(await session.boardAccess(wrong)).toBeUndefined();
    }
    await database.query(`UPDATE users SET role = 'MEMBER' WHERE email = 'admin@demo.munadi'`);
    expect(await session.boardAccess(pair)).toBeUndefined();
  });
});

test.each<[string, Config]>([
  ['outside a demo', testConfig()],
  [
    'with the keys of another issuer',
    testConfig({
      demo: true,
      tokens: { algorithm: 'RS256', jwksUrl: 'http://127.0.0.1:1/', issuer: 'i', audience: 'a' },
    }),
  ],
])('%s the demo login is an unknown route', async (_name, config) => {
  const app = await open(config);
  for (const [method, path] of [
    ['GET', 'demo-users'],
    ['POST', 'demo-login'],
  ] as const) {
    expect((await fetch(`${app.url}/api/auth/${path}`, { method })).status).toBe(404);
  }
  await app.close();
});

test('the board has its own key, whoever issues the tokens', async () => {
  const members = new MemberDirectory(database);
  const [asha] = await members.withEmailAt('demo.munadi', 1);
  if (!asha) throw new Error('Nobody is there.');
  const jwks = testConfig({
    http: { port: 0, host: '', publicUrl: 'https://m.example', corsOrigins: [] },
    tokens: { algorithm: 'RS256', jwksUrl: 'http://127.0.0.1:1/', issuer: 'i', audience: 'a' },
  });
  const session = new BoardSession(jwks, members);
  const cookie = await session.open(asha);
  expect(cookie).toContain('; Secure');
  expect(await session.boardAccess(cookie.split(';')[0])).toMatchObject({ userId: asha.userId });

  const forged = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(asha.userId)
    .setIssuer('munadi')
    .setAudience('munadi:board')
    .setExpirationTime('1h')
    .sign(TEST_SECRET);
  expect(await new BoardSession(demo, members).boardAccess(`munadi_board=${forged}`)).toBeUndefined();
});
