import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { figuresTable } from './figures.js';
import { Scene, type QueueBackend } from './harness/scene.js';

/** The short form is part of every test run, the long one is for an evening. */
export type Form = 'short' | 'long';

export interface Scenario {
  name: string;
  run(backend: QueueBackend, form: Form): Promise<void>;
}

/** Something that goes wrong, and how much of it in each form. */
export function scenario<Size>(
  name: string,
  sizes: Record<Form, Size>,
  play: (scene: Scene, size: Size) => Promise<void>,
): Scenario {
  return {
    name,
    run: async (backend, form) => {
      const scene = await Scene.open(backend);
      try {
        await play(scene, sizes[form]);
      } finally {
        await scene.close();
      }
    },
  };
}

const PATIENCE_MS: Record<Form, number> = { short: 180_000, long: 30 * 60_000 };

export function runScenarios(form: Form, backend: QueueBackend, scenarios: readonly Scenario[]): void {
  beforeAll(() => build('server'));
  describe.skipIf(backend === 'redis' && !inject('redisUrl'))(`chaos, queues on ${backend}`, () => {
    for (const { name, run } of scenarios) it(name, { timeout: PATIENCE_MS[form] }, () => run(backend, form));
  });
  afterAll(() => {
    // oxlint-disable-next-line no-console
    console.log(`\n${figuresTable()}\n`);
  });
}
