import { afterAll } from 'vitest';

const steps: (() => Promise<void>)[] = [];

/** When the calling test file is done: what was made last goes first, an application before its database. */
export function afterFile(step: () => Promise<void>): void {
  steps.push(step);
}

afterAll(async () => {
  const errors: unknown[] = [];
  for (const step of steps.splice(0).toReversed()) await step().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
});
