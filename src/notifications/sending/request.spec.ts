import { describe, expect, test } from 'vitest';
import { flawOfData, linkIn } from './data.js';
import { priorityOf } from './priority-word.js';
import { maySend } from './who-may-send.js';

test.each([
  ['low', 'LOW'],
  ['normal', 'MEDIUM'],
  ['High', 'HIGH'],
  ['URGENT', 'CRITICAL'],
  ['medium', 'MEDIUM'],
  ['critical', 'CRITICAL'],
  ['soon', 'soon'],
  [5, 5],
])('the priority %s is %s', (word, priority) => {
  expect(priorityOf(word)).toBe(priority);
});

describe('where a tap leads', () => {
  test.each(['/events/5', '/', '/a?b=c#d', 'https://example.org/x'])('%s', (link) => {
    expect(linkIn({ link })).toBe(link);
    expect(flawOfData({ link })).toBeUndefined();
  });

  test.each([
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'http://example.org',
    'https:/evil.example',
    'https://user:pass@example.org',
    'events/5',
    '',
    5,
    true,
  ])('not to %s', (link) => {
    expect(linkIn({ link })).toBeUndefined();
    expect(flawOfData({ link })).toContain('link');
  });
});

test.each<[string, unknown, string | undefined]>([
  ['scalars', { a: 'x', b: 1, c: true, d: null }, undefined],
  ['nothing', {}, undefined],
  ['no link', { link: null }, undefined],
  ['a list', ['a'], 'object'],
  ['text', 'a', 'object'],
  ['something nested', { a: { b: 1 } }, 'texts'],
  ['too much', { a: 'x'.repeat(10_000) }, '10,000'],
])('data of %s', (_what, data, flaw) => {
  if (flaw === undefined) expect(flawOfData(data)).toBeUndefined();
  else expect(flawOfData(data)).toContain(flaw);
});

test.each([
  ['ANNOUNCEMENT', 'FAMILY_HEAD', true],
  ['STATUS_UPDATE_REQUEST', 'FAMILY_HEAD', true],
  ['EMERGENCY_ALERT', 'FAMILY_HEAD', false],
  ['SECURITY_ALERT', 'GOTRA_HEAD', false],
  ['PAYMENT_RECEIPT', 'GOTRA_HEAD', false],
  ['EMERGENCY_ALERT', 'COMMUNITY_SUBHEAD', true],
  ['SECURITY_ALERT', 'ADMIN', true],
] as const)('%s by a %s: %s', (type, role, allowed) => {
  expect(maySend(type, role)).toBe(allowed);
});
