import { expect, it } from 'vitest';
import { bytesOfUuid, Signing, uuidOf } from './signing.js';

const key = (id: string) => ({ id, key: Buffer.alloc(32, id) });
const content = Buffer.from('who and what');
const ours = new Signing([key('a')], 'test');

it('reads what it has signed', () => {
  expect(ours.read(ours.sign(content))).toEqual(content);
});

it('reads nothing that was changed, in any place', () => {
  const token = ours.sign(content);
  for (let place = 0; place < token.length - 1; place++) {
    const other = token[place] === 'A' ? 'B' : 'A';
    expect(ours.read(token.slice(0, place) + other + token.slice(place + 1))).toBeUndefined();
  }
});

it.each(['', 'A', 'A'.repeat(40), 'A'.repeat(500), '../../etc/passwd-and-more', 'ü'.repeat(20)])(
  'reads nothing that it has not signed: %s',
  (token) => {
    expect(ours.read(token)).toBeUndefined();
  },
);

it('reads nothing that was signed for something else, or by somebody else', () => {
  expect(ours.read(new Signing([key('a')], 'another').sign(content))).toBeUndefined();
  expect(ours.read(new Signing([key('b')], 'test').sign(content))).toBeUndefined();
});

it('reads what an older key has signed, and signs with the newest', () => {
  const rotated = new Signing([key('b'), key('a')], 'test');
  expect(rotated.read(ours.sign(content))).toEqual(content);
  expect(ours.read(rotated.sign(content))).toBeUndefined();
});

it('keeps a UUID in 16 bytes', () => {
  const id = '01937b6e-7c00-7000-8000-000000000001';
  expect(bytesOfUuid(id)).toHaveLength(16);
  expect(uuidOf(bytesOfUuid(id))).toBe(id);
});
