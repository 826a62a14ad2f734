import { describe, expect, it } from 'vitest';
import { emailIn, phoneIn } from './addresses.js';
import { field, json, list, moment, text } from './fields.js';
import { ourMessageId, referenced } from './references.js';

const ID = '01937b6e-7c00-7000-8000-000000000001';

describe('what a provider says', () => {
  it('is only what it says itself, not what every object has by nature', () => {
    const tricky = json('{"__proto__":{"status":"delivered"},"a":{"b":["c"]}}');
    expect(text(tricky, 'status')).toBeUndefined();
    expect(field(tricky, 'constructor')).toBeUndefined();
    expect(field({}, 'toString', 'name')).toBeUndefined();
    expect(text(tricky, 'a', 'b', 0)).toBe('c');
    expect(list('word')).toEqual([]);
    expect(list(null, 'anything')).toEqual([]);
  });

  it('is kept as PostgreSQL can hold it', () => {
    expect(text('a\0b')).toBe('ab');
    expect(text('half \ud800')).toBe('half \ufffd');
    expect(text('x'.repeat(9_999))).toHaveLength(500);
    expect(text(7)).toBe('7');
    expect(text({})).toBeUndefined();
  });

  it('is refused where it is nothing that can be read', () => {
    expect(() => json('{')).toThrow('not JSON');
  });

  it.each([
    ['1795000000', '2026-11-18T11:06:40.000Z'],
    [1_795_000_000, '2026-11-18T11:06:40.000Z'],
    ['2026-11-21T15:30:00.000Z', '2026-11-21T15:30:00.000Z'],
    ['2026-11-21T15:30:00+0530', '2026-11-21T10:00:00.000Z'],
    // Of which timezone?
    ['2026-11-21 15:30:00', undefined],
    ['999999999999', undefined],
    ['-5', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('happened at %s, which is %s', (said, at) => {
    expect(moment(said)?.toISOString()).toBe(at);
  });

  it('is about an address as we know it', () => {
    expect(emailIn('Meera <Meera@Example.Test>')).toBe('meera@example.test');
    expect(emailIn('nobody')).toBeUndefined();
    expect(phoneIn('919812345678')).toBe('+919812345678');
    expect(phoneIn('+14155550100')).toBe('+14155550100');
    expect(phoneIn('whatsapp:+14155550100')).toBeUndefined();
    expect(phoneIn('12345')).toBeUndefined();
  });

  it('is about ours where our name for it comes back', () => {
    expect(referenced(`${ID}.${ID}`)).toBe(ID);
    expect(referenced(`${ID}.${ID}'; --`)).toBeNull();
    const url = 'https://munadi.example.test/at';
    const about = { providerMessageId: `<${ID}@munadi.example.test>`, deliveryId: ID };
    expect(ourMessageId(about.providerMessageId, url)).toEqual(about);
    expect(ourMessageId(`${ID}@munadi.example.test`, url)).toEqual(about);
    expect(ourMessageId(`<${ID}@elsewhere.test>`, url)).toBeUndefined();
    expect(ourMessageId('<0100@email.amazonses.com>', url)).toBeUndefined();
  });
});
