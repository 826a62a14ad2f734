import { Controller, Get } from '@nestjs/common';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpApp, TEST_SECRET, testConfig } from '../../test/support/http-app.js';
import { Members, Public, Roles } from './access.js';
import { Caller } from './caller.js';
import { IdentityModule } from './identity.module.js';
import type { Role } from './roles.js';
import { routeAccess } from './route-access.js';

const ids = {
  ADMIN: '00000000-0000-7000-8000-000000000001',
  MEMBER: '00000000-0000-7000-8000-000000000002',
} satisfies Partial<Record<Role, string>>;

@Members()
@Controller('rooms')
class RoomsController {
  @Get() list(@Caller() caller: Caller) {
    return caller;
  }
  @Public() @Get('door') door() {
    return { open: true };
  }
  @Roles('ADMIN', 'COMMUNITY_HEAD') @Get('attic') attic() {
    return { open: true };
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get() list() {
    return { open: true };
  }
}

let down = false;
const database = {
  query: <Row>(_text: string, [id]: unknown[] = []): Promise<Row[]> => {
    if (down) return Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
    const role = Object.entries(ids).find(([, known]) => known === id)?.[0];
    const row = { id, email: null, name: 'A', role, locale: 'en', timezone: 'UTC' };
    return Promise.resolve(role ? [row as Row] : []);
  },
};
const config = testConfig();
let app: Awaited<ReturnType<typeof httpApp>>;
beforeAll(async () => {
  app = await httpApp({
    config,
    database,
    imports: [IdentityModule.forRoot(config)],
    controllers: [RoomsController, ForgottenController],
  });
});
afterAll(() => app?.close());

const tokenOf = (sub: string, exp = '1h') =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuer('munadi')
    .setAudience('munadi')
    .setExpirationTime(exp)
    .sign(TEST_SECRET);
async function get(path: string, authorization?: string) {
  const response = await fetch(`${app.url}/api/${path}`, { headers: authorization ? { authorization } : {} });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body };
}

test('a member is known to the handler', async () => {
  expect(await get('rooms', `Bearer ${await tokenOf(ids.MEMBER)}`)).toMatchObject({
    status: 200,
    body: { kind: 'member', userId: ids.MEMBER, role: 'MEMBER' },
  });
});

test('a public route asks nobody, not even for a token that is right', async () => {
  expect(await get('rooms/door')).toMatchObject({ status: 200 });
  expect(await get('rooms/door', 'Bearer garbage')).toMatchObject({ status: 200 });
});

test.each<[string, () => string | undefined | Promise<string>, string]>([
  ['no token', () => undefined, 'token-missing'],
  ['another scheme', () => 'Basic YTpi', 'token-missing'],
  ['an empty token', () => 'Bearer ', 'token-missing'],
  ['two tokens', () => 'Bearer a b', 'token-missing'],
  ['a forged token', () => 'Bearer a.b.c', 'token-invalid'],
  ['an old token', async () => `Bearer ${await tokenOf(ids.MEMBER, '-1h')}`, 'token-expired'],
  [
    'somebody unknown or erased',
    async () => `Bearer ${await tokenOf(ids.MEMBER.replace('2', '9'))}`,
    'token-invalid',
  ],
])('%s is a 401 that says how to sign in', async (_name, authorization, code) => {
  expect(await get('rooms', await authorization())).toMatchObject({
    status: 401,
    challenge: 'Bearer',
    body: { type: `urn:munadi:problem:${code}` },
  });
});

test('a role that is not enough is told which are', async () => {
  expect(await get('rooms/attic', `Bearer ${await tokenOf(ids.ADMIN)}`)).toMatchObject({ status: 200 });
  expect(await get('rooms/attic', `Bearer ${await tokenOf(ids.MEMBER)}`)).toMatchObject({
    status: 403,
    body: { detail: 'This is for ADMIN, COMMUNITY_HEAD. You are MEMBER.' },
  });
});

test('a route that says nothing answers nobody, and shows up in the list', async () => {
  expect(await get('forgotten')).toMatchObject({ status: 403 });
  expect(await get('forgotten', `Bearer ${await tokenOf(ids.ADMIN)}`)).toMatchObject({ status: 403 });
  expect(routeAccess(app.app).filter(({ access }) => access === 'undeclared')).toEqual([
    { route: 'GET /api/forgotten', handler: 'ForgottenController.list', access: 'undeclared' },
  ]);
});

test('a database that is away is no reason to sign anybody out', async () => {
  down = true;
  expect(await get('rooms', `Bearer ${await tokenOf(ids.MEMBER)}`)).toMatchObject({ status: 503 });
  down = false;
});

test('a token larger than any of ours does not get far', async () => {
  const { status } = await fetch(`${app.url}/api/rooms`, {
    headers: { authorization: `Bearer ${'x'.repeat(100_000)}` },
  });
  expect(status).toBe(431);
  expect(await get('rooms', `Bearer ${'x'.repeat(10_000)}`)).toMatchObject({ status: 401 });
});
