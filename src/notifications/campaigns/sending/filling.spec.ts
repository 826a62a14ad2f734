import { describe, expect, test } from 'vitest';
import { audienceOf, fillingOf } from './filling.js';

const COLUMNS = ['Email', 'Full  Name', 'amount'];

test('texts say which columns they need', () => {
  const content = {
    subject: 'For {{full name|you}}',
    message: '{{Amount}} {{amount|nothing}}',
    locales: { hi: { message: '{{EMAIL}}' } },
  };
  const filling = fillingOf(content, COLUMNS);
  expect(filling).toEqual({ fills: { 'full name': 1, amount: 2, email: 0 }, needed: [2, 0] });
  expect(audienceOf('c', filling)).toEqual({ include: [{ campaign: 'c', fills: filling.fills }] });
});

test('without any, one message goes to all', () => {
  const filling = fillingOf({ message: 'Hello {name}' }, COLUMNS);
  expect(audienceOf('c', filling)).toEqual({ include: [{ campaign: 'c' }] });
});

test('a column may be called anything', () => {
  const filling = fillingOf({ message: '{{__proto__}} {{constructor}}' }, ['__proto__', 'Constructor']);
  expect(Object.entries(filling.fills)).toEqual([
    ['__proto__', 0],
    ['constructor', 1],
  ]);
});

describe('a text is refused', () => {
  test.each([
    ['{{name}}', 'names {{name}}, and there is no such column'],
    ['{{}}', 'names {{}}, and there is no such column'],
    ['{{amount}', 'has {{ or }} without the other: write {{column}}'],
    ['amount}}', 'has {{ or }} without the other: write {{column}}'],
    ['{{amount}}'.repeat(51), 'has more than 50 places to be filled'],
  ])('%s', (text, message) => {
    for (const [content, path] of [
      [{ message: text }, 'message'],
      [{ subject: text, message: 'x' }, 'subject'],
      [{ message: 'x', locales: { gu: { message: text } } }, 'locales.gu.message'],
    ] as const) {
      expect(() => fillingOf(content, COLUMNS)).toThrow(
        expect.objectContaining({
          status: 400,
          detail: expect.stringContaining('The columns are: Email, Full  Name, amount.') as string,
          errors: [{ path, message }],
        }),
      );
    }
  });
});
