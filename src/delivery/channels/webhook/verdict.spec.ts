import { expect, it } from 'vitest';
import type { Outcome } from '../provider.js';
import type { Preset } from './presets.js';
import { verdictOf } from './verdict.js';

const SECRET = 'what an inner service would say';

it.each<[number, Partial<Outcome>, Preset?]>([
  [200, { kind: 'sent', providerMessageId: 'id' }],
  [204, { kind: 'sent' }],
  [301, { kind: 'retry', code: 'REDIRECT' }],
  [307, { kind: 'retry', code: 'REDIRECT' }],
  [400, { kind: 'retry', code: 'HTTP_400' }],
  [401, { kind: 'retry', code: 'HTTP_401' }],
  [404, { kind: 'retry', code: 'HTTP_404' }],
  [404, { kind: 'reject', code: 'GONE' }, 'slack'],
  [404, { kind: 'reject', code: 'GONE' }, 'discord'],
  [410, { kind: 'reject', code: 'GONE' }],
  [429, { kind: 'retry', code: 'HTTP_429', afterMs: 7_000 }],
  [500, { kind: 'retry', code: 'HTTP_500' }],
  [503, { kind: 'retry', code: 'HTTP_503', afterMs: 7_000 }],
])('%s is %o', (status, expected, preset = 'standard') => {
  const answer = { status, headers: { 'retry-after': '7' }, text: SECRET, json: undefined };
  const outcome = verdictOf(answer, preset, 'id');
  expect(outcome).toMatchObject(expected);
  expect(outcome).not.toHaveProperty('down');
  expect(JSON.stringify(outcome)).not.toContain(SECRET);
});
