import { expect, test } from 'vitest';
import { EMPTY } from '../announce/draft';
import { isHalf, placeFor, unfilled } from './places';

const COLUMNS = ['Email', 'Amount due', 'परिवार'];

test.each<[string, string, readonly string[]]>([
  ['nothing is to be filled', 'Hello', []],
  ['a column as it is called', 'You owe {{Amount due}}.', []],
  ['in another case and with more spaces', 'You owe {{ amount  DUE }}.', []],
  ['with what to say where it is empty', 'Dear {{परिवार|family}}', []],
  ['a column that is not there', '{{Name}}, {{email}} and {{name2|x}}', ['Name', 'name2']],
  ['twice the same', '{{Name}} {{Name}}', ['Name']],
  ['what is no place', '{Name} {{}} }}', ['']],
])('%s', (_what, message, missing) => {
  expect(unfilled({ ...EMPTY, message }, COLUMNS)).toEqual(missing);
});

test.each([
  ['Dear {{Name}}', false],
  ['Dear {{Name', true],
  ['Dear Name}}', true],
  ['{{a {{b}}', true],
  ['a { b } c', false],
])('%s is half a place: %s', (message, half) => {
  expect(isHalf({ ...EMPTY, message })).toBe(half);
});

test('other languages are looked at as well', () => {
  const hi = { subject: '{{नाम}}', message: placeFor('परिवार') };
  expect(unfilled({ ...EMPTY, locales: { ...EMPTY.locales, hi } }, COLUMNS)).toEqual(['नाम']);
});
