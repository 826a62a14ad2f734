import { beforeAll, describe, expect, it } from 'vitest';
import { routeAccess } from '../../src/identity/route-access.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

describe('every route', () => {
  it('says who may call it', () => {
    const undeclared = routeAccess(app.nest).filter(({ access }) => access === 'undeclared');
    expect(undeclared, 'Mark it @Members(), @Roles(…) or @Public().').toEqual([]);
  });

  it('that anybody may call is listed here', () => {
    const open = routeAccess(app.nest).filter(({ access }) => access === 'public');
    expect(open.map(({ route }) => route).sort()).toEqual([
      'GET /api/auth/demo-users',
      // Who calls there signs, or comes by a link that only we can make.
      'GET /api/callbacks/meta',
      'GET /api/links/:token',
      'GET /api/unsubscribe/:token',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'HEAD /api/links/:token',
      'POST /api/auth/demo-login',
      'POST /api/callbacks/:provider',
      'POST /api/unsubscribe/:token',
    ]);
  });

  it('that no controller serves is a document', () => {
    const raw = routeAccess(app.nest).filter(({ access }) => access === 'outside the controllers');
    const routes = raw.map(({ route }) => route).filter((route) => !route.startsWith('ALL '));
    // Nest answers /metrics/ as well.
    expect(routes.filter((route) => !route.startsWith('GET /docs'))).toEqual(['GET /metrics/']);
  });

  it('but those asks for a token', async () => {
    const guarded = routeAccess(app.nest).filter(
      ({ access }) => access === 'members' || Array.isArray(access),
    );
    expect(guarded.length).toBeGreaterThan(15);
    for (const { route } of guarded) {
      const [method = '', path = ''] = route.split(' ');
      const { status, headers } = await app.anonymous.call(
        method,
        path.replaceAll(/:\w+/g, crypto.randomUUID()),
      );
      expect([route, status, headers.get('www-authenticate')]).toEqual([route, 401, 'Bearer']);
    }
  });
});
