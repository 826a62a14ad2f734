import { describe, expect, test } from 'vitest';
import { guessMapping, readPerson, type Way } from './mapping.js';

const ID = '01937b6e-7c00-7000-8000-000000000001';

describe('the column that names people is guessed', () => {
  test.each<[string, string[], string[][], [string, Way] | null]>([
    ['from its name', ['Name', 'E-Mail'], [['Asha', 'asha@example.org']], ['E-Mail', 'EMAIL']],
    ['in Hindi', ['नाम', 'ईमेल'], [['आशा', 'asha@example.org']], ['ईमेल', 'EMAIL']],
    ['in Gujarati', ['નામ', 'મોબાઇલ નંબર'], [['આશા', '+91 98765 43210']], ['મોબાઇલ નંબર', 'PHONE']],
    ['from what is in it', ['who', 'what'], [['asha@example.org', '5']], ['who', 'EMAIL']],
    ['its name before what is in it', ['cc', 'email'], [['a@b.org', 'asha@b.org']], ['email', 'EMAIL']],
    ['an address before a number', ['Mobile', 'Email'], [['+919876543210', 'a@b.org']], ['Email', 'EMAIL']],
    ['an id', ['Member ID', 'amount'], [[ID, '5']], ['Member ID', 'ID']],
    ['a number with 00', ['Phone'], [['00919876543210']], ['Phone', 'PHONE']],
    ['with some rows missing it', ['email'], [['a@b.org'], [''], ['none']], ['email', 'EMAIL']],
    ['not where its name alone says so', ['email', 'phone'], [['see list', 'none']], null],
    ['not from a few', ['what'], [['a@b.org'], ['b'], ['c']], null],
    ['not where nothing looks like it', ['name', 'amount'], [['Asha', '500']], null],
    ['not from nothing', ['email'], [], null],
  ])('%s', (_how, columns, rows, expected) => {
    expect(guessMapping(columns, rows)).toEqual(expected && { person: expected[0], by: expected[1] });
  });
});

test.each<[Way, string, string | undefined]>([
  ['EMAIL', 'Asha@Example.ORG', 'asha@example.org'],
  ['EMAIL', 'Asha <asha@example.org>', undefined],
  ['EMAIL', '=asha@example.org, bina@example.org', undefined],
  ['PHONE', '+91 98765-43210', '+919876543210'],
  // Of which country?
  ['PHONE', '9876543210', undefined],
  // What a spreadsheet makes of it.
  ['PHONE', '9.19877E+11', undefined],
  ['ID', ID.toUpperCase(), ID],
  ['ID', '42', undefined],
])('by %s “%s” is %s', (by, text, expected) => {
  expect(readPerson(by, text)).toBe(expected);
});
