import type { INestApplication, Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './access.js';

const OUTSIDE = 'outside the controllers';

export interface RouteAccess {
  /** As in `GET /api/notifications/:id`. */
  route: string;
  /** As in `FeedController.list`; for a route that no controller has, what Express calls its handler. */
  handler: string;
  access: Access | 'undeclared' | typeof OUTSIDE;
}

interface ExpressLayer {
  route?: { path: string; methods: Record<string, boolean>; stack: { name: string }[] };
}

/**
 * Every route that an initialised application really serves, and who may call it. Read from Express, so that
 * what was put there directly, and passes no guard, shows up as well.
 */
export function routeAccess(app: INestApplication): RouteAccess[] {
  const declared = accessOfHandlers(app);
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: ExpressLayer[] } };
  const routes = router.stack.flatMap(({ route }) =>
    methodsOf(route).map((method): RouteAccess => {
      // Nest names what it hands to Express after the controller and its method.
      const handler = [...new Set(route?.stack.map(({ name }) => name))].join(', ');
      const access = declared.get(handler) ?? OUTSIDE;
      return { route: `${method} ${route?.path}`, handler, access };
    }),
  );
  // A middleware that Nest mounts on the address of a controller's route is not another route.
  const each = new Map(
    routes.filter(({ access }) => access === OUTSIDE).map((route) => [route.route, route]),
  );
  for (const route of routes) if (route.access !== OUTSIDE) each.set(route.route, route);
  return [...each.values()].sort((a, b) => a.route.localeCompare(b.route));
}

function accessOfHandlers(app: INestApplication): Map<string, RouteAccess['access']> {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const found = new Map<string, RouteAccess['access']>();
  const classes = [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .map(({ metatype }) => metatype as Type);
  const names = new Map<string, Type>();
  for (const controller of new Set(classes)) {
    if (names.has(controller.name)) {
      throw new Error(
        `Two controllers are called ${controller.name}; rename one, so that routes can be told apart.`,
      );
    }
    names.set(controller.name, controller);
    const methods = controller.prototype as Record<string, () => unknown>;
    for (const name of scanner.getAllMethodNames(methods)) {
      const method = methods[name];
      const access = method && reflector.getAllAndOverride<Access | undefined>(ACCESS, [method, controller]);
      found.set(`${controller.name}.${name}`, access ?? 'undeclared');
    }
  }
  return found;
}

function methodsOf(route: ExpressLayer['route']): string[] {
  const methods = Object.keys(route?.methods ?? {}).map((method) => method.toUpperCase());
  // `all`, which is also how Nest mounts middlewares and its answer to unknown routes.
  return methods.includes('TRACE') ? ['ALL'] : methods;
}
