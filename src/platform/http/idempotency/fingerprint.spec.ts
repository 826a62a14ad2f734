import { expect, test } from 'vitest';
import { canonical, fingerprint } from './fingerprint.js';

test('the order of keys does not matter, at any depth; the order of items does', () => {
  expect(canonical({ b: [{ y: 1, x: 2 }], a: null })).toBe(canonical({ a: null, b: [{ x: 2, y: 1 }] }));
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});

test.each<[string, unknown, unknown]>([
  ['a number and its text', { a: 1 }, { a: '1' }],
  ['nothing and null', {}, { a: null }],
  ['one field and the same moved', { a: { b: 1 } }, { a: {}, b: 1 }],
  ['a list and an object', ['a'], { 0: 'a' }],
])('%s differ', (_name, one, other) => {
  expect(canonical(one)).not.toBe(canonical(other));
});

test('method and address count', () => {
  const prints = [
    fingerprint('POST', '/a', {}),
    fingerprint('POST', '/b', {}),
    fingerprint('PUT', '/a', {}),
    fingerprint('POST', '/a', undefined),
  ];
  expect(new Set(prints.map((print) => print.toString('hex'))).size).toBe(4);
});
