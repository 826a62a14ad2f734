import { expect, test } from 'vitest';
import { flawOfFile, nameOfFile, sizeOfFile } from './file';

test.each([
  ['people.csv', 10, null],
  ['people.csv', 0, 'empty'],
  ['people.XLSX', 10, 'spreadsheet'],
  ['people', 10, null],
])('%s of %i bytes: %s', (name, size, flaw) => {
  expect(flawOfFile({ name, size })).toBe(flaw);
});

test.each([
  ['membership_fees  2030.csv', 'membership fees 2030'],
  ['सदस्य.csv', 'सदस्य'],
  ['v1.2 list.csv', 'v1.2 list'],
])('%s becomes %s', (file, name) => {
  expect(nameOfFile(file)).toBe(name);
});

test.each([
  [900, '900 bytes'],
  [1_500, '2 kB'],
  [3_250_000, '3.3 MB'],
  [5_000_000_000, '5,000 MB'],
])('%i bytes are %s', (bytes, said) => {
  expect(sizeOfFile(bytes, 'en')).toBe(said);
});
