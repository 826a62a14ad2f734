import { describe, expect, test } from 'vitest';
import { fillIn, inOneLine, placesIn } from './fill-in.js';
import { quote } from './literal.js';

const own = { name: 'Asha', 'amount due': '₹ 500', empty: '', tricky: '{{name}} {name} $& <b>' };

describe('a text is filled with what is a reader’s own', () => {
  test.each([
    ['Dear {{name}}', 'Dear Asha'],
    ['Dear {{ Name }}, {{AMOUNT  due}}', 'Dear Asha, ₹ 500'],
    ['Dear {{name|friend}}', 'Dear Asha'],
    ['Dear {{empty| friend }}', 'Dear friend'],
    ['Once {{name}}, twice {{name}}', 'Once Asha, twice Asha'],
    // A value is text, and so is what it looks like.
    ['{{tricky}}', '{{name}} {name} $& <b>'],
    ['{name} {{ {name} }}', '{name} {{ {name} }}'],
  ])('%s', (text, said) => {
    expect(fillIn(text, own)).toBe(said);
  });

  test.each(['{{empty}}', '{{nobody}}', '{{toString}}', '{{empty|}}'])('but not with nothing: %s', (text) => {
    expect(() => fillIn(text, own)).toThrow('There is nothing to say for');
  });

  test('of a value no line breaks where it cannot be seen, nor in a title', () => {
    expect(fillIn('{{a}}', { a: 'one\u2028two\u202Ethree\u0007\nfour' })).toBe('one two three \nfour');
    expect(inOneLine(fillIn('{{a}}', { a: 'one\n two' }))).toBe('one two');
    const content = { subject: '{{a}}!', message: '{{a}}' };
    expect(quote(content, 'ANNOUNCEMENT', 'en', 'IN_APP', { a: 'one\ntwo' })).toEqual({
      title: 'one two!',
      message: 'one\ntwo',
    });
  });
});

test('who has nothing of their own reads what was typed', () => {
  const content = { message: 'Write {{name}} there' };
  expect(quote(content, 'ANNOUNCEMENT', 'en', 'IN_APP', null).message).toBe(content.message);
});

test('places are found with how they were typed', () => {
  expect(placesIn('{{ Full Name }} {{b|c}} {{d|}} {e} {{')).toEqual([
    { name: 'full name', typed: 'Full Name', fallback: undefined },
    { name: 'b', typed: 'b', fallback: 'c' },
    { name: 'd', typed: 'd', fallback: undefined },
  ]);
});
