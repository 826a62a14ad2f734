import { invalid } from '../../platform/errors/app-error.js';

/** Longer than anything of use that a provider has to say. */
const LONGEST = 500;

/** Only what a body says itself: never what every object has by nature. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string | number, unknown>)[name];
  }
  return found;
}

/** Text that PostgreSQL can hold, of a text or a number; undefined for anything else, and for nothing. */
export function text(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = field(value, ...path);
  if (typeof found !== 'string' && typeof found !== 'number') return undefined;
  const kept = String(found).slice(0, LONGEST).toWellFormed().replaceAll('\0', '').trim();
  return kept === '' ? undefined : kept;
}

export function list(value: unknown, ...path: readonly (string | number)[]): unknown[] {
  const found = field(value, ...path);
  return Array.isArray(found) ? found : [];
}

const MOMENTS = { from: Date.UTC(2000, 0), to: Date.UTC(2100, 0) };

/** Of seconds since 1970, or of a time in ISO 8601 that says in which timezone it is. */
export function moment(value: unknown, ...path: readonly (string | number)[]): Date | null {
  const found = text(value, ...path) ?? '';
  const ms = /^\d{1,12}$/.test(found)
    ? Number(found) * 1_000
    : /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(found)
      ? Date.parse(found)
      : NaN;
  return ms >= MOMENTS.from && ms < MOMENTS.to ? new Date(ms) : null;
}

export function json(raw: Buffer | string): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw invalid('The body is not JSON.');
  }
}
