import { expect, test } from 'vitest';
import { flawIn, MAX_DEPTH, MAX_VALUES } from './body-flaws.js';

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

test.each<[string, unknown]>([
  ['no body', undefined],
  ['flat', { a: 1, b: 'two', c: null, d: true }],
  ['emoji and other scripts', { title: 'नमस्ते 🎉' }],
  ['as deep as allowed', nested(MAX_DEPTH)],
  ['many at one level', Array.from({ length: MAX_VALUES }, () => 0)],
])('%s is fine', (_name, body) => {
  expect(flawIn(body)).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ['NUL in a value', { steps: [{ text: 'a\0b' }] }, 'steps[0].text'],
  ['NUL in a name', { data: { 'a\0': 1 } }, 'data.a\0'],
  ['half a surrogate pair', { title: '\uD83C' }, 'title'],
  ['__proto__', JSON.parse('{"data":{"__proto__":{"role":"ADMIN"}}}'), 'data.__proto__'],
  ['constructor', { constructor: { prototype: {} } }, 'constructor'],
  ['the name of a method that all objects have', { data: { toString: 'x' } }, 'data.toString'],
  ['a number beyond all numbers', JSON.parse('{"data":{"seats":-1e999}}'), 'data.seats'],
  ['constructor of an item', [{ ok: 1 }, { constructor: 1 }], '[1].constructor'],
])('%s is refused', (_name, body, path) => {
  expect(flawIn(body)?.path).toBe(path);
});

test('more values than anybody needs are refused', () => {
  expect(flawIn({ steps: Array.from({ length: MAX_VALUES }, () => ({})) })?.message).toContain('more than');
});

test('where a list may be long, it is one of texts', () => {
  expect(flawIn({ ids: Array.from({ length: 50_000 }, () => 'x') }, 51_000)).toBeUndefined();
  expect(flawIn({ ids: Array.from({ length: 50_000 }, () => ({})) }, 51_000)?.message).toContain('objects');
});

test('one level too deep is refused, and so are 50,000', () => {
  expect(flawIn(nested(MAX_DEPTH + 1))?.message).toContain('deeper');
  expect(flawIn(nested(50_000))?.message).toContain('deeper');
});
