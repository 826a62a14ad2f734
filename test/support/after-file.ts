import { afterAll, beforeAll } from 'vitest';

const steps: (() => Promise<void>)[] = [];

/** When the calling test file is done: what was made last goes first, an application before its database. */
export function afterFile(step: () => Promise<void>): void {
  steps.push(step);
}

/** Said first in a suite, what is made in it goes with it: of two suites, not both need to stand at once. */
export function afterSuite(): void {
  let before = 0;
  beforeAll(() => {
    before = steps.length;
  });
  afterAll(() => undo(before));
}

afterAll(() => undo(0));

async function undo(from: number): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps.splice(from).toReversed())
    await step().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
}
