import { Controller, Get, Patch, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpApp, testConfig } from '../../test/support/http-app.js';
import { Members, Public, Roles } from './access.js';
import { IdentityModule } from './identity.module.js';
import { routeAccess } from './route-access.js';

class Base {
  @Members() @Get('inherited') inherited() {}
}

@Roles('ADMIN')
@Controller(['things', 'objects'])
class ThingsController extends Base {
  @Get() list() {}
  @Public() @Get(':id') read() {}
  @Members() @Patch(':id/read') mark() {}
}

@Public()
@Controller('health')
class HealthController {
  @Get('live') live() {}
}

@Controller('forgotten')
class ForgottenController {
  @Post() make() {}
}

let app: Awaited<ReturnType<typeof httpApp>>;
beforeAll(async () => {
  const config = testConfig({ demo: true });
  app = await httpApp({
    config,
    imports: [IdentityModule.forRoot(config)],
    controllers: [ThingsController, HealthController, ForgottenController],
  });
  app.app.getHttpAdapter().get('/backdoor', function open() {});
});
afterAll(() => app?.close());

test('every route is listed with who may call it', () => {
  const listed = Object.fromEntries(routeAccess(app.app).map(({ route, access }) => [route, access]));
  expect(listed).toMatchObject({
    'GET /api/things': ['ADMIN'],
    'GET /api/objects': ['ADMIN'],
    'GET /api/things/:id': 'public',
    'GET /api/things/inherited': 'members',
    'GET /health/live': 'public',
    'POST /api/auth/demo-login': 'public',
    'POST /api/auth/board-session': ['ADMIN'],
  });
});

test('a route that says nothing is found, by name', () => {
  const undeclared = routeAccess(app.app).filter(({ access }) => access === 'undeclared');
  expect(undeclared).toEqual([
    { route: 'POST /api/forgotten', handler: 'ForgottenController.make', access: 'undeclared' },
  ]);
});

test('so is what no controller has', () => {
  const outside = routeAccess(app.app).filter(({ access }) => access === 'outside the controllers');
  expect(outside.map(({ route }) => route).filter((route) => !/^(GET \/docs|ALL )/.test(route))).toEqual([
    'GET /backdoor',
  ]);
});
