import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { newSecret, signed } from './signature.js';

const BODY = '{"type":"notification","data":{"message":"नमस्ते 🎉"}}';
const ID = '01937b6e-7c00-7000-8000-000000000001';

it('is what others verify', () => {
  const secret = newSecret();
  const headers = signed(BODY, ID, [secret]);
  expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
});

it('is recognised by either secret while they are being changed', () => {
  const [newer, older] = [newSecret(), newSecret()];
  const headers = signed(BODY, ID, [newer, older]);
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  for (const secret of [newer, older]) new Webhook(secret).verify(BODY, headers);
});

it('does not verify with another secret, another body or another id', () => {
  const secret = newSecret();
  const headers = signed(BODY, ID, [secret]);
  expect(() => new Webhook(newSecret()).verify(BODY, headers)).toThrow('No matching signature');
  expect(() => new Webhook(secret).verify(`${BODY} `, headers)).toThrow('No matching signature');
  const elsewhere = { ...headers, 'webhook-id': 'other' };
  expect(() => new Webhook(secret).verify(BODY, elsewhere)).toThrow('No matching signature');
});

it('is not taken for new when it is old', () => {
  const secret = newSecret();
  const headers = signed(BODY, ID, [secret], new Date(Date.now() - 10 * 60_000));
  expect(() => new Webhook(secret).verify(BODY, headers)).toThrow('too old');
});

it('has a secret of 24 to 64 bytes, another one each time', () => {
  const secrets = Array.from({ length: 10 }, newSecret);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(new Set(secrets).size).toBe(10);
});

it('has no signature without a secret', () => {
  expect(signed(BODY, ID, [])).not.toHaveProperty('webhook-signature');
});
