import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Deadline } from '../../deadline.js';
import { call, NotReached } from './call.js';
import { guardedDispatcher, isAllowed, wasForbidden, type Guard } from './guarded.js';
import { isPublic } from './public-address.js';

let server: Server;
let port: number;
/** The Host of each call that got through. */
let heard: (string | undefined)[];

beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request.headers.host);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  heard = [];
});
afterAll(() => server.close());

/** A name server that gives these answers, one after the other, and counts how often it is asked. */
function answering(...answers: string[][]): Guard & { asked: number } {
  const guard = {
    asked: 0,
    isPublic,
    resolve: () => Promise.resolve(answers[guard.asked++] ?? answers.at(-1) ?? []),
  };
  return guard;
}

async function visit(
  url: string,
  {
    allowed = [],
    guard = answering([]),
    ms = 3_000,
  }: { allowed?: string[]; guard?: Guard; ms?: number } = {},
) {
  const dispatcher = guardedDispatcher(allowed, guard);
  try {
    return await call(url, { method: 'GET', headers: {}, dispatcher }, new Deadline(ms));
  } finally {
    await dispatcher.destroy();
  }
}

const failure = (visiting: Promise<unknown>) =>
  visiting.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('what is not public is not connected to', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '0',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '169.254.169.254',
    '169.254.169.254.',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '0xa9.0xfe.43518',
    '①⑥⑨.②⑤④.①⑥⑨.②⑤④',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '100.64.0.1',
  ])('spelled %s', async (host) => {
    for (const scheme of ['http', 'https']) {
      const error = await failure(visit(`${scheme}://${host}:${port}/`));
      expect(error).toBeInstanceOf(NotReached);
      expect(wasForbidden(error)).toBe(true);
    }
    expect(heard).toEqual([]);
  });

  it('nor a name for it', async () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '169.254.169.254']) {
      const error = await failure(visit(`http://inside.test:${port}/`, { guard: answering([address]) }));
      expect(wasForbidden(error)).toBe(true);
    }
    expect(heard).toEqual([]);
  });

  it('nor a name for it and for something public', async () => {
    const guard = answering(['93.184.216.34', '127.0.0.1']);
    expect(wasForbidden(await failure(visit(`http://both.test:${port}/`, { guard })))).toBe(true);
    expect(heard).toEqual([]);
  });

  it('nor localhost, by the real name server', async () => {
    const dispatcher = guardedDispatcher([]);
    const visiting = call(
      `http://localhost:${port}/`,
      { method: 'GET', headers: {}, dispatcher },
      new Deadline(5_000),
    );
    expect(await failure(visiting)).toBeInstanceOf(NotReached);
    await dispatcher.destroy();
    expect(heard).toEqual([]);
  });
});

describe('a name that means something else a moment later', () => {
  it('is asked once for each connection, and what was looked at is what is called', async () => {
    const guard = answering(['93.184.216.34'], ['127.0.0.1']);
    const dispatcher = guardedDispatcher([], guard);
    const visitIt = (ms: number) =>
      failure(
        call(`http://rebinding.test:${port}/`, { method: 'GET', headers: {}, dispatcher }, new Deadline(ms)),
      );
    // It goes to the public address, which nobody answers at here.
    expect(wasForbidden(await visitIt(200))).toBe(false);
    expect(guard.asked).toBe(1);
    await dispatcher.destroy();
    expect(heard).toEqual([]);
  });

  it('is refused when it means our network by then', async () => {
    const guard = answering(['93.184.216.34'], ['127.0.0.1']);
    await failure(visit(`http://rebinding.test:${port}/`, { guard, ms: 200 }));
    expect(wasForbidden(await failure(visit(`http://rebinding.test:${port}/`, { guard })))).toBe(true);
    expect(heard).toEqual([]);
  });
});

describe('what may be called', () => {
  it('is called at the address that was looked at, under its own name', async () => {
    const guard = { ...answering(['127.0.0.1']), isPublic: (address: string) => address === '127.0.0.1' };
    expect(await visit(`http://example.test:${port}/`, { guard })).toMatchObject({ status: 200 });
    expect(heard).toEqual([`example.test:${port}`]);
  });

  it('is called under its own name with TLS too, and was told nothing where that fails', async () => {
    const names: string[] = [];
    const secure = createTlsServer({
      SNICallback: (name, done) => {
        names.push(name);
        done(new Error('There is no certificate.'));
      },
    });
    secure.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const guard = { ...answering(['127.0.0.1']), isPublic: () => true };
    const { port: securePort } = secure.address() as AddressInfo;
    expect(await failure(visit(`https://example.test:${securePort}/`, { guard }))).toBeInstanceOf(NotReached);
    expect(names).toEqual(['example.test']);
    await new Promise((resolve) => secure.close(resolve));
  });

  it('is what the operator allows, by host and port', async () => {
    const answer = await visit(`http://127.0.0.1:${port}/`, { allowed: [`127.0.0.1:${port}`] });
    expect(answer.status).toBe(200);
    const other = visit(`http://127.0.0.1:${port}/`, { allowed: [`127.0.0.1:${port + 1}`] });
    expect(wasForbidden(await failure(other))).toBe(true);
  });

  it.each<[string, string, boolean]>([
    ['http://inside.test/', 'inside.test:80', true],
    ['https://Inside.test/', 'inside.TEST:443', true],
    ['https://inside.test/', 'inside.test:80', false],
    ['http://[::1]:8080/', '[::1]:8080', true],
    ['http://inside.test.evil.test/', 'inside.test:80', false],
    ['http://inside.test/', 'inside.test', false],
  ])('%s with %s: %s', (url, allowed, expected) => {
    expect(isAllowed(new URL(url), [allowed])).toBe(expected);
  });
});

it('a name without an address is not reached, which may change', async () => {
  const guard = {
    isPublic,
    resolve: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
  };
  const error = await failure(visit('http://nobody.test/', { guard }));
  expect(error).toBeInstanceOf(NotReached);
  expect(wasForbidden(error)).toBe(false);
});
