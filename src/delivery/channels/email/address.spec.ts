import { expect, it } from 'vitest';
import { isAddress } from './address.js';

it.each([
  'meera@example.test',
  "o'brien+munadi@mail.example.co.in",
  'meera@localhost',
  'मीरा@उदाहरण.भारत',
  `${'a'.repeat(64)}@example.test`,
])('%s may be one', (to) => {
  expect(isAddress(to)).toBe(true);
});

it.each([
  '',
  'meera',
  '@example.test',
  'meera@',
  'meera@@example.test',
  'meera@example..test',
  'meera@-example.test',
  'meera@example.test, everybody@example.test',
  'meera@example.test;everybody@example.test',
  'Meera <meera@example.test>',
  '"a b"@example.test',
  'meera@[169.254.169.254]',
  'meera@example.test\r\nRCPT TO:<everybody@example.test>',
  'meera@example.test\0',
  'mee\u202era@example.test',
  `${'a'.repeat(65)}@example.test`,
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}`,
])('%j is none', (to) => {
  expect(isAddress(to)).toBe(false);
});
