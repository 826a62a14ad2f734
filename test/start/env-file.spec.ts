import { expect, it } from 'vitest';
import { mistakeInEnv } from '../../scripts/env-file.mjs';

it.each([
  ['', undefined],
  ['# a comment\n\n  PORT = 3000 # here\nexport A=\nB="two\nlines"\nC=\'it # is\'', undefined],
  ['PORT=3000\r\nHOST=::\r\n', undefined],
  ['PORT=3000\nPORT 3001', 'Line 2 of .env is not KEY=value; correct it or put a # before it.'],
  ['1KEY=x', 'Line 1 of .env is not KEY=value; correct it or put a # before it.'],
  ['A=1\nB="never\nC=2', 'Line 2 of .env opens a " that is never closed.'],
])('reads %j', (text, mistake) => {
  expect(mistakeInEnv(text)).toBe(mistake);
});
