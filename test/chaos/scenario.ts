import { afterAll, describe, inject, it } from 'vitest';
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

const PATIENCE_MS: Record<Form, number> = { short: 180_000, long: 40 * 60_000 };

export interface Scenarios {
  /** What mostly waits. */
  atOnce?: readonly Scenario[];
  /** What works. */
  inTurn?: readonly Scenario[];
}

export function runScenarios(
  form: Form,
  backend: QueueBackend,
  { atOnce = [], inTurn = [] }: Scenarios,
): void {
  const timeout = PATIENCE_MS[form];
  describe.skipIf(backend === 'redis' && !inject('redisUrl'))(`chaos, queues on ${backend}`, () => {
    it.each(inTurn)('$name', { timeout }, ({ run }) => run(backend, form));
    it.concurrent.each(atOnce)('$name', { timeout }, ({ run }) => run(backend, form));
  });
  afterAll(() => {
    // oxlint-disable-next-line no-console
    console.log(`\n${figuresTable()}\n`);
  });
}
