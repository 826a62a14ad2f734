import { expect, it } from 'vitest';
import { countryOf, e164Of } from './phone.js';

it.each<[string, string | undefined, string | undefined]>([
  ['+14155550100', '+14155550100', 'US'],
  ['+1 (415) 555-0100', '+14155550100', 'US'],
  ['+14165550123', '+14165550123', 'CA'],
  ['+919876543210', '+919876543210', 'IN'],
  ['+91 98765 43210', '+919876543210', 'IN'],
  ['+447400123456', '+447400123456', 'GB'],
  // Of a satellite, not of a country.
  ['+870773111632', '+870773111632', undefined],
  // Nobody has a number of the area 555.
  ['+15550100001', undefined, undefined],
  ['+1', undefined, undefined],
  ['+99912345678', undefined, undefined],
  ['+91987654321', undefined, 'IN'],
  ['+9198765432101', undefined, 'IN'],
  ['9876543210', undefined, undefined],
  ['+91987654321a', undefined, undefined],
  ['call +919876543210 now', undefined, undefined],
  ['+919876543210, +919876543211', undefined, undefined],
  ['meera@example.test', undefined, undefined],
  ['', undefined, undefined],
  ['+'.repeat(300), undefined, undefined],
])('%j is %j of %j', (phone, e164, country) => {
  expect(e164Of(phone)).toBe(e164);
  expect(countryOf(phone)).toBe(country);
});
