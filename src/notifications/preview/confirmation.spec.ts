import { expect, test } from 'vitest';
import { theseUsers } from '../../audience/audience.js';
import { Signing } from '../../platform/crypto/signing.js';
import { coveredBy, flawOf, readConfirmation, writeConfirmation, type Confirmation } from './confirmation.js';

const CALLER = '01937b6e-7c00-7000-8000-000000000001';
const OTHER = '01937b6e-7c00-7000-8000-000000000002';
const keys = (fill: number) => [{ id: 'test', key: Buffer.alloc(32, fill) }];
const signing = new Signing(keys(7), 'confirmation');

const draft = {
  audience: theseUsers(CALLER),
  channels: ['EMAIL', 'IN_APP'],
  type: 'ANNOUNCEMENT',
} as const;
const confirmation: Confirmation = {
  id: OTHER,
  callerId: CALLER,
  covered: coveredBy(draft),
  recipientCount: 1_000_000,
  at: new Date('2026-11-21T10:00:00.123Z'),
};
const token = writeConfirmation(confirmation, signing);

test('what is written is read again, and is short', () => {
  expect(readConfirmation(token, signing)).toEqual(confirmation);
  expect(token.length).toBeLessThan(100);
});

test.each([
  ['nothing', ''],
  ['something else', 'x'.repeat(94)],
  ['one that was changed', `${token.slice(0, 60)}${token[60] === 'A' ? 'B' : 'A'}${token.slice(61)}`],
  ['one that was cut', token.slice(0, -8)],
  ['one of other keys', writeConfirmation(confirmation, new Signing(keys(8), 'confirmation'))],
  [
    'one signed for something else',
    writeConfirmation(confirmation, new Signing(keys(7), 'unsubscribe link')),
  ],
])('%s is no confirmation', (_what, text) => {
  expect(readConfirmation(text, signing)).toBeUndefined();
});

const minutes = (count: number) => new Date(confirmation.at.getTime() + count * 60_000);
const now = minutes(1);
const asked = { callerId: CALLER, covered: coveredBy(draft), now };

test.each([
  ['the same', asked, undefined],
  [
    'the channels in another order',
    { ...asked, covered: coveredBy({ ...draft, channels: ['IN_APP', 'EMAIL'] }) },
    undefined,
  ],
  [
    'another type that is no emergency',
    { ...asked, covered: coveredBy({ ...draft, type: 'GENERIC' }) },
    undefined,
  ],
  ['an emergency', { ...asked, covered: coveredBy({ ...draft, type: 'EMERGENCY_ALERT' }) }, 'other'],
  ['other channels', { ...asked, covered: coveredBy({ ...draft, channels: ['EMAIL'] }) }, 'other'],
  ['other people', { ...asked, covered: coveredBy({ ...draft, audience: theseUsers(OTHER) }) }, 'other'],
  ['somebody else', { ...asked, callerId: OTHER }, 'foreign'],
  ['just in time', { ...asked, now: new Date(minutes(15).getTime() - 1) }, undefined],
  ['too late', { ...asked, now: minutes(15) }, 'expired'],
])('%s', (_what, given, flaw) => {
  expect(flawOf(confirmation, given)).toBe(flaw);
});
