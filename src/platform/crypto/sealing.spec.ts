import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { CannotOpen, Sealing } from './sealing.js';

const OLD = { id: 'old', key: randomBytes(32) };
const NEW = { id: 'new-1', key: randomBytes(32) };
const sealing = new Sealing([OLD], 'tests');

const reasonOf = (open: () => string) => {
  try {
    return `opened: ${open()}`;
  } catch (error) {
    return error instanceof CannotOpen ? error.reason : error;
  }
};

test.each(['', 'a', 'fcm:APA91bH-x_y', 'કેમ છો 🙏', 'x'.repeat(10_000)])(
  'what is sealed opens again: %.20s',
  (text) => {
    const sealed = sealing.seal(text);
    expect(sealed).toMatch(/^old:[\w-]+$/);
    if (text.length > 4) expect(sealed).not.toContain(text);
    expect(sealing.open(sealed)).toBe(text);
  },
);

test('the same text is sealed differently each time', () => {
  expect(sealing.seal('a')).not.toBe(sealing.seal('a'));
});

test('any changed byte keeps it closed', () => {
  const bytes = Buffer.from(sealing.seal('a token').slice('old:'.length), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(255 - changed.readUInt8(at), at);
    expect(reasonOf(() => sealing.open(`old:${changed.toString('base64url')}`))).toBe('damaged');
  }
});

test.each(['old:', 'old:AAAA', 'old:not base64 ☺', `old:${'A'.repeat(36)}`, `old:${'A'.repeat(37)}`])(
  'what was never sealed stays closed: %s',
  (text) => {
    expect(reasonOf(() => sealing.open(text))).toBe('damaged');
  },
);

test('cut short or made longer, it stays closed', () => {
  const sealed = sealing.seal('a token');
  for (const other of [sealed.slice(0, -2), `${sealed}AA`, sealed.slice(0, 20)]) {
    expect(reasonOf(() => sealing.open(other))).toBe('damaged');
  }
});

test('after a rotation the new key seals, and both open', () => {
  const rotated = new Sealing([NEW, OLD], 'tests');
  const before = sealing.seal('before');
  const after = rotated.seal('after');
  expect(after).toMatch(/^new-1:/);
  expect([rotated.open(before), rotated.open(after)]).toEqual(['before', 'after']);
});

test.each(['', 'nothing', 'gone:AAAA', ':AAAA'])('a key nobody has is named as such: %j', (text) => {
  expect(reasonOf(() => sealing.open(text))).toBe('unknown-key');
});

test('a text retired with its key says so, and another key under the same id does not open it', () => {
  const sealed = sealing.seal('a token');
  expect(reasonOf(() => new Sealing([NEW], 'tests').open(sealed))).toBe('unknown-key');
  expect(reasonOf(() => new Sealing([{ id: 'old', key: NEW.key }], 'tests').open(sealed))).toBe('damaged');
});

test('what was sealed for one purpose does not open for another, nor match', () => {
  const other = new Sealing([OLD], 'other tests');
  expect(reasonOf(() => other.open(sealing.seal('a token')))).toBe('damaged');
  expect(other.fingerprints('a')).not.toEqual(sealing.fingerprints('a'));
});

test('a fingerprint is always the same, survives a rotation, and is no plain hash', () => {
  const [before] = sealing.fingerprints('a');
  expect(sealing.fingerprints('a')).toEqual([before]);
  expect(new Sealing([NEW, OLD], 'tests').fingerprints('a')[1]).toEqual(before);
  expect(before).not.toEqual(createHash('sha256').update('a').digest());
  expect(before).toHaveLength(32);
});

test('an error never holds what was sealed', () => {
  try {
    new Sealing([NEW], 'tests').open(sealing.seal('a secret'));
  } catch (error) {
    expect(String(error)).not.toContain('a secret');
  }
});

test('without a key it does not start', () => {
  expect(() => new Sealing([], 'tests')).toThrow('ENCRYPTION_KEYS');
});
