import { expect, it } from 'vitest';
import { decideRedrive, type RedriveWish } from './decide-redrive.js';
import type { WhichDead } from './which-dead.sql.js';

const id = '01937b6e-7c00-7000-8000-000000000001';

it.each<[string, RedriveWish, WhichDead]>([
  ['ids, whatever their status', { ids: [id] }, { ids: [id] }],
  [
    'a filter, of what is known to have failed',
    { filter: { channel: 'SMS' } },
    { status: 'FAILED', channel: 'SMS' },
  ],
  ['what may have arrived, where that is said', { filter: { status: 'UNKNOWN' } }, { status: 'UNKNOWN' }],
  ['all that is known to have failed', { all: true }, { status: 'FAILED' }],
])('takes %s', (_name, wish, which) => {
  expect(decideRedrive(wish)).toEqual(which);
});

it.each<[string, RedriveWish, RegExp]>([
  ['nothing', {}, /one of/],
  ['ids and a filter', { ids: [id], filter: { channel: 'SMS' } }, /one of/],
  ['a filter and all', { filter: { channel: 'SMS' }, all: true }, /one of/],
  ['a filter without anything in it', { filter: {} }, /empty filter/],
  ['a filter of nothing that is set', { filter: { channel: undefined } }, /empty filter/],
])('refuses %s', (_name, wish, sentence) => {
  expect(() => decideRedrive(wish)).toThrow(sentence);
});
