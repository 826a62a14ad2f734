import type { FieldError } from '../errors/app-error.js';

export const MAX_DEPTH = 32;
/** Also the most objects, where a list may be longer: 30,000 empty ones would keep the validation busy for a second. */
export const MAX_VALUES = 5_000;

/** What every object has by nature. As fields of a body they would be dropped on the way to its class, without a word. */
const PROTOTYPE_KEYS = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/**
 * The first thing in a parsed body that no field may hold. Keeps its own stack: 100 KB of `[` nest deeper
 * than the call stack goes, and everything behind this may recurse.
 */
export function flawIn(body: unknown, maxValues = MAX_VALUES): FieldError | undefined {
  const pending: { value: unknown; path: string; depth: number }[] = [{ value: body, path: '', depth: 0 }];
  let values = 0;
  let objects = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') {
      const flaw = flawOfText(value);
      if (flaw) return { path, message: flaw };
    }
    // What JSON.parse makes of 1e999; it would be kept as null.
    if (value === Infinity || value === -Infinity) return { path, message: 'is too large a number' };
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) return { path, message: `is nested deeper than ${MAX_DEPTH} levels` };
    const keys = Object.keys(value);
    values += keys.length;
    objects += 1;
    if (objects > MAX_VALUES) return { path, message: `holds more than ${MAX_VALUES} objects` };
    if (values > maxValues) return { path, message: `holds more than ${maxValues} values` };
    for (const key of keys) {
      const at = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
      const flaw = PROTOTYPE_KEYS.has(key) ? 'is not a name that a field may have' : flawOfText(key);
      if (flaw) return { path: at, message: flaw };
      pending.push({ value: (value as Record<string, unknown>)[key], path: at, depth: depth + 1 });
    }
  }
  return undefined;
}

/** PostgreSQL stores neither; refused here, they are the caller's mistake and not a failing query. */
function flawOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'must not hold the character U+0000';
  if (/\p{Surrogate}/u.test(text)) return 'must not hold half of a surrogate pair';
  return undefined;
}
