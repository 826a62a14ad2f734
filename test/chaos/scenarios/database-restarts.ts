import { underLoad } from '../harness/load.js';
import { PostgresServer, type WayToEnd } from '../harness/postgres-server.js';
import { Scene } from '../harness/scene.js';
import type { Form, Scenario } from '../scenario.js';

const WAYS: Record<Form, readonly WayToEnd[]> = {
  short: ['crash'],
  long: ['shutdown', 'crash', 'shutdown', 'crash'],
};

export const databaseRestarts: Scenario = {
  name: 'a PostgreSQL that is restarted under load',
  run: async (backend, form) => {
    const server = await PostgresServer.start();
    const scene = await Scene.open(backend, server.url);
    try {
      const munadi = await scene.started();
      for (const way of WAYS[form]) {
        await scene.begin();
        await underLoad(scene, () => server.restart(way));
        await scene.settled(`PostgreSQL restarted after a ${way}`);
      }
      await munadi.end();
    } finally {
      await scene.close();
      await server.stop();
    }
  },
};
