import { expect, it } from 'vitest';
import { wishIn } from './wishes.js';

it.each([
  ['STOP', 'nothing'],
  ['  stop. ', 'nothing'],
  ['“Stop”', 'nothing'],
  ['Stop  all', 'nothing'],
  ['बंद करो।', 'nothing'],
  ['બંધ', 'nothing'],
  ['Start!', 'messages'],
  ['શરૂ કરો', 'messages'],
  ['Please do not stop the music', undefined],
  // A word of many conversations.
  ['yes', undefined],
  ['', undefined],
  [undefined, undefined],
  ['constructor', undefined],
])('“%s” asks for %s', (words, wish) => {
  expect(wishIn(words)).toBe(wish);
});
