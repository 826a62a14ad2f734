import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTHeaderParameters,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_SECRET, testConfig } from '../../test/support/http-app.js';
import type { Config } from '../platform/config/config.js';
import { MemberTokens } from './tokens.js';

const USER = '01890a5d-ac96-774b-bcce-b302099a8057';
const RIGHT = { sub: USER, iss: 'munadi', aud: 'munadi', exp: inSeconds(60) };

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds;
}
type Key = Parameters<SignJWT['sign']>[0];
const sign = (claims: object, key: Key = TEST_SECRET, header: Partial<JWTHeaderParameters> = {}) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
/** For headers that the library refuses to write. */
const withHeader = async (header: object) => {
  const [, payload, signature] = (await sign(RIGHT)).split('.');
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`;
};
const without = (claim: keyof typeof RIGHT) => ({ ...RIGHT, [claim]: undefined });

describe('with a secret', () => {
  const tokens = new MemberTokens(testConfig());

  test('a token that is right says whose it is', async () => {
    expect(await tokens.claims(await sign(RIGHT))).toMatchObject({ userId: USER });
    expect(await tokens.claims(await sign({ ...RIGHT, aud: ['other', 'munadi'] }))).toMatchObject({
      userId: USER,
    });
    expect(await tokens.claims(await sign({ ...RIGHT, exp: inSeconds(-2) }))).toMatchObject({ userId: USER });
  });

  test('and until when it is accepted', async () => {
    const exp = inSeconds(60);
    const { expiresAt } = await tokens.claims(await sign({ ...RIGHT, exp }));
    expect(expiresAt).toBe((exp + 5) * 1_000);
  });

  test.each<[string, () => string | Promise<string>, string]>([
    ['nothing', () => '', 'token-invalid'],
    ['garbage', () => 'garbage', 'token-invalid'],
    ['three parts of garbage', () => 'a.b.c', 'token-invalid'],
    ['100 KB', () => 'x'.repeat(100_000), 'token-invalid'],
    ['a right token grown to 100 KB', () => sign({ ...RIGHT, pad: 'x'.repeat(100_000) }), 'token-invalid'],
    ['not signed', () => new UnsecuredJWT(RIGHT).encode(), 'token-invalid'],
    ['HS512', () => sign(RIGHT, Buffer.alloc(64, 1), { alg: 'HS512' }), 'token-invalid'],
    [
      'HS512 with our secret',
      () => sign(RIGHT, Buffer.concat([TEST_SECRET, TEST_SECRET]), { alg: 'HS512' }),
      'token-invalid',
    ],
    ['another secret', () => sign(RIGHT, Buffer.alloc(32, 1)), 'token-invalid'],
    ['a signature cut short', async () => (await sign(RIGHT)).slice(0, -4), 'token-invalid'],
    ['another issuer', () => sign({ ...RIGHT, iss: 'else' }), 'token-invalid'],
    ['no issuer', () => sign(without('iss')), 'token-invalid'],
    ['another audience', () => sign({ ...RIGHT, aud: 'munadi:board' }), 'token-invalid'],
    ['no audience', () => sign(without('aud')), 'token-invalid'],
    ['expired', () => sign({ ...RIGHT, exp: inSeconds(-10) }), 'token-expired'],
    ['never expiring', () => sign(without('exp')), 'token-invalid'],
    ['an expiry that is no number', () => sign({ ...RIGHT, exp: 'never' }), 'token-invalid'],
    ['not yet valid', () => sign({ ...RIGHT, nbf: inSeconds(60) }), 'token-invalid'],
    ['nobody', () => sign(without('sub')), 'token-invalid'],
    ['somebody who is no UUID', () => sign({ ...RIGHT, sub: "' OR 1=1" }), 'token-invalid'],
    ['an unknown critical header', () => withHeader({ alg: 'HS256', crit: ['x'], x: 1 }), 'token-invalid'],
  ])('%s is refused', async (_name, token, code) => {
    await expect(tokens.claims(await token())).rejects.toMatchObject({ status: 401, code });
  });
});

describe('with the keys of an issuer', () => {
  let server: Server;
  let url: string;
  let asked = 0;
  let answer: () => { status: number; body: string };
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  const configFor = (jwksUrl: string): Config =>
    testConfig({ tokens: { algorithm: 'RS256', jwksUrl, issuer: 'munadi', audience: 'munadi' } });

  beforeAll(async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one' };
    const symmetric = { kty: 'oct', kid: 'two', k: TEST_SECRET.toString('base64url') };
    answer = () => ({ status: 200, body: JSON.stringify({ keys: [jwk, symmetric] }) });
    server = createServer((_request, response) => {
      asked += 1;
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    }).listen(0);
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });
  afterAll(() => server.close());

  const signRight = (header: Partial<JWTHeaderParameters> = {}) =>
    sign(RIGHT, keys.privateKey, { alg: 'RS256', kid: 'one', ...header });

  test('a token that is right says whose it is, and the keys are fetched once', async () => {
    const tokens = new MemberTokens(configFor(url));
    asked = 0;
    for (let i = 0; i < 3; i++)
      expect(await tokens.claims(await signRight())).toMatchObject({ userId: USER });
    expect(asked).toBe(1);
  });

  test.each<[string, () => Promise<string>]>([
    [
      'HS256 with the public key as the secret',
      async () => sign(RIGHT, Buffer.from(await exportSPKI(keys.publicKey)), { kid: 'one' }),
    ],
    ['HS256 with a symmetric key of the set', () => sign(RIGHT, TEST_SECRET, { kid: 'two' })],
    ['not signed', () => Promise.resolve(new UnsecuredJWT(RIGHT).encode())],
    [
      'PS256 with the right key',
      async () => {
        const { privateKey } = await generateKeyPair('PS256');
        return sign(RIGHT, privateKey, { alg: 'PS256', kid: 'one' });
      },
    ],
    [
      "somebody else's key",
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return sign(RIGHT, privateKey, { alg: 'RS256', kid: 'one' });
      },
    ],
    ['an unknown key', () => signRight({ kid: 'three' })],
    ['a key of its own', async () => signRight({ kid: 'three', jwk: await exportJWK(keys.publicKey) })],
  ])('%s is refused', async (_name, token) => {
    const tokens = new MemberTokens(configFor(url));
    await expect(tokens.claims(await token())).rejects.toMatchObject({ status: 401, code: 'token-invalid' });
  });

  test('forged key ids do not make us ask again and again', async () => {
    const tokens = new MemberTokens(configFor(url));
    asked = 0;
    for (let i = 0; i < 10; i++) await tokens.claims(await signRight({ kid: `forged${i}` })).catch(() => {});
    expect(asked).toBeLessThanOrEqual(2);
  });

  test.each<[string, () => { status: number; body: string }]>([
    ['fails', () => ({ status: 500, body: '' })],
    ['answers something else', () => ({ status: 200, body: '<html>' })],
    ['answers an empty object', () => ({ status: 200, body: '{}' })],
  ])('an issuer that %s is our problem, not the token’s', async (_name, broken) => {
    const working = answer;
    answer = broken;
    const tokens = new MemberTokens(configFor(url));
    await expect(tokens.claims(await signRight())).rejects.toMatchObject({
      status: 503,
      retryAfterSeconds: 5,
    });
    answer = working;
    expect(await tokens.claims(await signRight())).toMatchObject({ userId: USER });
  });

  test('an issuer that cannot be reached is our problem too', async () => {
    const tokens = new MemberTokens(configFor('http://127.0.0.1:1/jwks'));
    await expect(tokens.claims(await signRight())).rejects.toMatchObject({ status: 503 });
    await expect(tokens.claims('garbage')).rejects.toMatchObject({ status: 401 });
  });
});
