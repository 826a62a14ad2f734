import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { testConfig, testProviders } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import type { ProvidersConfig, Smtp } from '../../../platform/config/providers-config.js';
import { Deadline } from '../../deadline.js';
import { SmtpProvider } from './smtp.provider.js';
import { poolOptions } from './smtp-transport.js';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** A mail server, with what it has got. */
async function serverWith(options: SMTPServerOptions = {}, port = 0) {
  const got: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        got.push(Buffer.concat(parts).toString());
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async () => {
    server.connections.forEach((each) => each.close());
    await new Promise<void>((resolve) => server.close(resolve));
  };
  closing.push(close);
  return { got, close, port: (server.server.address() as AddressInfo).port };
}

const at = (port: number, over: Partial<Smtp> = {}): Smtp => ({
  host: '127.0.0.1',
  port,
  secure: false,
  user: undefined,
  pass: undefined,
  pool: 2,
  ...over,
});

function providerOn(smtp: Smtp, dkim?: ProvidersConfig['email']['dkim']): SmtpProvider {
  const email = { ...testProviders().email, smtp, dkim };
  const provider = new SmtpProvider(testConfig({ providers: testProviders({ email }) }));
  closing.push(() => provider.onApplicationShutdown());
  return provider;
}

const letter = outgoing({ userId: '01937b6e-7c00-7000-8000-000000000009', type: 'ANNOUNCEMENT' });
const send = (provider: SmtpProvider, count = 1, ms = 10_000) =>
  provider.send(
    Array.from({ length: count }, () => letter),
    new Deadline(ms),
  );

describe('a server that was restarted', () => {
  it('is met by new connections at once, and nothing is lost or doubled', async () => {
    const first = await serverWith();
    const provider = providerOn(at(first.port));
    await send(provider, 4);
    await first.close();
    const second = await serverWith({}, first.port);
    const begun = performance.now();
    const outcomes = await send(provider, 4);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect([first.got.length, second.got.length]).toEqual([4, 4]);
  });

  it('is asked for in vain while it is away, and works when it is back', async () => {
    const first = await serverWith();
    const provider = providerOn(at(first.port));
    await send(provider);
    await first.close();
    expect(await send(provider)).toMatchObject([{ kind: 'retry', down: true }]);
    await serverWith({}, first.port);
    expect(await send(provider)).toMatchObject([{ kind: 'sent' }]);
  });
});

it('a server that says nothing holds up nobody after the deadline', async () => {
  let silent = true;
  const { port } = await serverWith({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => !silent && done());
    },
  });
  const provider = providerOn(at(port));
  await send(provider, 2, 300);
  silent = false;
  const begun = performance.now();
  expect(await send(provider)).toMatchObject([{ kind: 'sent' }]);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

describe('TLS', () => {
  it.each([
    ['from the first byte', { secure: true, disabledCommands: ['AUTH'] }, { secure: true }],
    ['by STARTTLS', { disabledCommands: ['AUTH'] }, {}],
  ])('gives nothing to a server whose certificate nobody vouches for: %s', async (_how, options, over) => {
    const { port, got } = await serverWith(options);
    const outcomes = await send(providerOn(at(port, over)));
    expect(outcomes).toMatchObject([{ kind: 'retry', down: true }]);
    expect(got).toEqual([]);
  });

  it.each([
    ['a password to elsewhere asks for it', { host: 'smtp.example.test', user: 'us' }, true],
    ['no password does not', { host: 'smtp.example.test' }, false],
    ['nor does this machine', { host: 'localhost', user: 'us' }, false],
    ['nor what is encrypted already', { host: 'smtp.example.test', user: 'us', secure: true }, false],
  ])('%s', (_what, over, requireTLS) => {
    expect(poolOptions(at(587, over), undefined)).toMatchObject({ requireTLS });
  });
});

it('DKIM signs what RFC 8058 wants to be signed', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const { port, got } = await serverWith();
  const dkim = { domainName: 'munadi.example', keySelector: 'mail', privateKey };
  expect(await send(providerOn(at(port), dkim))).toMatchObject([{ kind: 'sent' }]);
  const headers = (got[0] ?? '').split('\r\n\r\n')[0]?.replaceAll(/\r\n\s+/g, ' ') ?? '';
  const signature = /^DKIM-Signature: (.*)$/m.exec(headers)?.[1] ?? '';
  expect(signature).toMatch(/d=munadi\.example; q=dns\/txt; s=mail;/);
  const signed = /; h=([^;]*)/.exec(signature)?.[1]?.replaceAll(' ', '').split(':');
  expect(signed).toEqual(
    expect.arrayContaining([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ]),
  );
  expect(headers).toMatch(/^List-Unsubscribe: <http:\/\/localhost\/api\/unsubscribe\/[\w-]+>$/m);
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
});
