import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** How a drift test ends: one sentence that says what mends it. */
export const REGENERATE = 'It is not what the code says now; `npm run generate` writes it anew.';

export function generatedFile(name: string): string {
  expect(existsSync(name), `${name} is missing; \`npm run generate\` writes it.`).toBe(true);
  return readFileSync(name, 'utf8');
}
