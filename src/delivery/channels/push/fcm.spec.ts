import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { modernServer } from '../../../../test/support/modern-server.js';
import {
  FcmServer,
  refusal,
  taken,
  type FcmAnswer,
  type Given,
} from '../../../../test/support/push/fcm-server.js';
import { LocalFcm } from '../../../../test/support/push/local-fcm.js';
import { peopleWithDevices } from '../../../../test/support/push/people.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import { testConfig } from '../../../../test/support/http-app.js';
import { DeviceTokens } from '../../../directory/devices/device-tokens.js';
import { Devices } from '../../../directory/devices/devices.js';
import { Deadline } from '../../deadline.js';
import type { FcmProvider } from './fcm.provider.js';

let server: FcmServer;
let people: Awaited<ReturnType<typeof peopleWithDevices>>;
let provider: FcmProvider;
beforeAll(async () => {
  // What it says of tokens that it cannot read is not read here.
  Logger.overrideLogger(false);
  server = await FcmServer.start();
  people = await peopleWithDevices();
  provider = server.provider(people.reach);
});
afterAll(async () => {
  await provider.onApplicationShutdown();
  await server.close();
});
beforeEach(() => {
  server.answer = taken;
  server.given.length = 0;
});

let count = 0;
const token = () => `token-${++count}`;
const send = async (...ids: string[]) =>
  await provider.send(
    ids.map((to) => outgoing({ channel: 'PUSH', to, deliveryId: crypto.randomUUID() })),
    new Deadline(10_000),
  );
const UNREGISTERED = refusal(404, 'NOT_FOUND', 'UNREGISTERED');
const answerTo = (special: string, answer: FcmAnswer | (() => Promise<FcmAnswer>)) => {
  server.answer = (given: Given, response) => {
    if (given.token !== special) return taken();
    if (typeof answer !== 'function') return answer;
    void answer().then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
    return undefined;
  };
};

test('every device of a person rings', async () => {
  const person = await people.person(['ANDROID', token()], ['IOS', token()], ['WEB', token()]);
  expect(await send(person)).toEqual([{ kind: 'sent', providerMessageId: expect.any(String) as string }]);
  expect(server.given).toHaveLength(3);
});

test('of two devices one is gone: it has been sent, and that one is forgotten', async () => {
  const [old, current] = [token(), token()];
  const person = await people.person(['ANDROID', old], ['ANDROID', current]);
  answerTo(old, UNREGISTERED);
  expect(await send(person)).toMatchObject([{ kind: 'sent' }]);
  expect(await people.count(person)).toBe(1);
  server.given.length = 0;
  await send(person);
  expect(server.given.map((each) => each.token)).toEqual([current]);
});

test('where all devices of a person are gone, that is rejected, and says nothing of an address', async () => {
  const old = token();
  const [person, other] = [await people.person(['IOS', old]), await people.person(['IOS', token()])];
  answerTo(old, UNREGISTERED);
  const outcomes = await send(person, other);
  expect(outcomes).toMatchObject([{ kind: 'reject', code: 'UNREGISTERED' }, { kind: 'sent' }]);
  expect(outcomes[0]).not.toHaveProperty('address');
  expect(await people.count(person)).toBe(0);
  expect(await send(person)).toEqual([{ kind: 'nowhere', reason: 'NO_ADDRESS' }]);
});

const naming = (field: string) =>
  refusal(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', {
    details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field }] }],
  });
test.each<[string, FcmAnswer, object, number]>([
  ['a 400 keeps the token', refusal(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT'), { kind: 'reject' }, 1],
  [
    'a 400 about our payload keeps the token',
    naming('message.data'),
    { kind: 'reject', code: 'INVALID_ARGUMENT' },
    1,
  ],
  [
    'a 400 about nothing but the token forgets it',
    naming('message.token'),
    { kind: 'reject', code: 'UNREGISTERED' },
    0,
  ],
  ['a 404 for our project keeps the token', refusal(404, 'NOT_FOUND'), { kind: 'retry', down: true }, 1],
  [
    'a token of another project is kept',
    refusal(403, 'PERMISSION_DENIED', 'SENDER_ID_MISMATCH'),
    { kind: 'reject' },
    1,
  ],
  [
    'an account without the right to send is about us',
    refusal(403, 'PERMISSION_DENIED'),
    { kind: 'retry', down: true },
    1,
  ],
  [
    'a missing certificate of Apple stops no other phone',
    refusal(401, 'UNAUTHENTICATED', 'THIRD_PARTY_AUTH_ERROR'),
    { kind: 'retry', down: undefined },
    1,
  ],
  [
    'where FCM does not say how long, a quota means a minute',
    refusal(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'),
    { kind: 'retry', afterMs: 60_000 },
    1,
  ],
  [
    'an error of FCM itself is about it',
    refusal(500, 'INTERNAL', 'INTERNAL'),
    { kind: 'retry', down: true },
    1,
  ],
  [
    'a busy FCM is asked once',
    refusal(503, 'UNAVAILABLE', 'UNAVAILABLE', { headers: { 'retry-after': '3' } }),
    { kind: 'retry', afterMs: 3_000, down: true },
    1,
  ],
  [
    'an error page is about it too',
    { status: 502, body: '<html>Bad gateway' },
    { kind: 'retry', down: true },
    1,
  ],
  [
    'who sends us elsewhere, as a gateway on the way does, says nothing about the message',
    { status: 302, body: '', headers: { location: 'https://login.example.test' } },
    { kind: 'retry', code: 'HTTP_302', down: true },
    1,
  ],
  ['a success without a name is none', { status: 200, body: {} }, { kind: 'unknown' }, 1],
  [
    'a success that tells of an error is none either',
    { status: 200, body: { error: { status: 'INTERNAL', message: 'It broke.' } } },
    { kind: 'unknown' },
    1,
  ],
  ...[
    { message: 5 },
    { status: 5 },
    { status: {}, message: {} },
    { details: [null] },
    { details: [{ '@type': 5, fieldViolations: 5 }] },
    { details: [{ fieldViolations: [null] }] },
  ].map((error): [string, FcmAnswer, object, number] => [
    `an answer that is not as FCM writes it costs nobody the outcome: ${JSON.stringify(error)}`,
    { status: 400, body: { error } },
    { kind: 'reject', code: expect.any(String), error: expect.any(String) },
    1,
  ]),
])('%s', async (_what, answer, outcome, left) => {
  const person = await people.person(['ANDROID', token()]);
  server.answer = () => answer;
  const [got] = await send(person);
  expect({ down: undefined, ...got }).toMatchObject(outcome);
  expect(await people.count(person)).toBe(left);
  // The SDK would have asked a busy server again and again.
  expect(server.given).toHaveLength(1);
});

test('a device that registers again while its push is under way is not forgotten', async () => {
  const again = token();
  const person = await people.person(['ANDROID', again]);
  answerTo(again, async () => {
    await people.devices.register(person, { platform: 'ANDROID', token: again });
    return UNREGISTERED;
  });
  expect(await send(person)).toMatchObject([{ kind: 'reject' }]);
  expect(await people.count(person)).toBe(1);
});

test('a device that has gone to somebody else meanwhile stays theirs', async () => {
  const moving = token();
  const [before, after] = [await people.person(['ANDROID', moving]), await people.person()];
  answerTo(moving, async () => {
    await people.devices.register(after, { platform: 'ANDROID', token: moving });
    return UNREGISTERED;
  });
  await send(before);
  expect([await people.count(before), await people.count(after)]).toEqual([0, 1]);
});

test('while one of the devices may still get it, nothing is over', async () => {
  const [busy, refused] = [token(), token()];
  const person = await people.person(['ANDROID', busy], ['IOS', refused]);
  server.answer = (given) =>
    given.token === busy ? refusal(503, 'UNAVAILABLE', 'UNAVAILABLE') : refusal(400, 'INVALID_ARGUMENT');
  expect(await send(person)).toMatchObject([{ kind: 'retry', code: 'UNAVAILABLE' }]);
});

test('an account that Google does not take loses nothing, and sends nothing', async () => {
  const person = await people.person(['ANDROID', token()]);
  const stranger = server.provider(people.reach);
  server.token = () => Promise.reject(new Error('invalid_grant'));
  const outcomes = await stranger.send([outgoing({ to: person })], new Deadline(5_000));
  server.token = () => Promise.resolve('a token');
  await stranger.onApplicationShutdown();
  expect(outcomes).toMatchObject([{ kind: 'retry', code: 'app/invalid-credential', down: true }]);
  expect(server.given).toEqual([]);
});

test('who gives our account no answer is asked anew', async () => {
  const waiting = server.provider(people.reach, 300);
  const ring = async () =>
    await waiting.send([outgoing({ to: await people.person(['IOS', token()]) })], new Deadline(2_000));
  server.token = () => new Promise(() => {});
  const before = await ring();
  server.token = () => Promise.resolve('a token');
  const after = await ring();
  await waiting.onApplicationShutdown();
  expect(before).toMatchObject([{ kind: 'retry', code: 'app/invalid-credential', down: true }]);
  expect(after).toMatchObject([{ kind: 'sent' }]);
});

test('a server that nobody reaches was sent nothing', async () => {
  const person = await people.person(['ANDROID', token()]);
  const gone = await FcmServer.start();
  const lost = gone.provider(people.reach);
  await gone.close();
  expect(await lost.send([outgoing({ to: person })], new Deadline(5_000))).toMatchObject([
    { kind: 'retry', code: 'NOT_REACHED', down: true },
  ]);
  await lost.onApplicationShutdown();
});

test('a connection that breaks takes no other push with it', async () => {
  const modern = await modernServer('{ "name": "taken" }');
  const played = { port: () => modern.port, token: () => Promise.resolve('a token') };
  const meeting = new LocalFcm(people.reach, played);
  const ids = await Promise.all(Array.from({ length: 20 }, () => people.person(['IOS', token()])));
  const outcomes = await meeting.send(
    ids.map((to) => outgoing({ to })),
    new Deadline(5_000),
  );
  await meeting.onApplicationShutdown();
  modern.close();
  expect(outcomes.filter(({ kind }) => kind !== 'sent')).toEqual([{ kind: 'unknown', down: true }]);
});

test('answers that trickle in without an end stop nothing for long', async () => {
  const impatient = server.provider(people.reach, 500);
  const ring = (to: string, ms: number) => impatient.send([outgoing({ to })], new Deadline(ms));
  server.answer = (_given, response) => {
    const trickle = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(trickle)).writeHead(200);
    return undefined;
  };
  const crowd = await Promise.all(
    Array.from({ length: 3 }, () =>
      people.person(...Array.from({ length: 20 }, () => ['IOS', token()] as ['IOS', string])),
    ),
  );
  await Promise.all(crowd.map((to) => ring(to, 300)));
  server.answer = taken;
  const after = await ring(await people.person(['IOS', token()]), 3_000);
  await impatient.onApplicationShutdown();
  expect(after).toMatchObject([{ kind: 'sent' }]);
});

test('the devices of a whole batch are one query, and more than 500 of them all ring', async () => {
  const ids = await Promise.all(
    Array.from({ length: 60 }, () =>
      people.person(...Array.from({ length: 9 }, () => ['IOS', token()] as ['IOS', string])),
    ),
  );
  const queries = vi.spyOn(people.database, 'query');
  const outcomes = await send(...ids);
  expect(queries).toHaveBeenCalledTimes(1);
  queries.mockRestore();
  expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
  expect(server.given).toHaveLength(540);
});

test('who registers thousands of devices is rung on twenty', async () => {
  const person = await people.person(
    ...Array.from({ length: 30 }, () => ['IOS', token()] as ['IOS', string]),
  );
  await send(person);
  expect(server.given).toHaveLength(20);
});

test('a token whose key is no longer there is as good as none, and the others ring', async () => {
  const strange = new DeviceTokens(
    testConfig({ encryptionKeys: [{ id: 'lost', key: Buffer.alloc(32, 9) }] }),
  );
  const person = await people.person(['ANDROID', token()]);
  const other = await people.person();
  for (const id of [person, other])
    await new Devices(people.database, strange).register(id, { platform: 'IOS', token: token() });
  expect(await send(person, other)).toMatchObject([{ kind: 'sent' }, { kind: 'nowhere' }]);
});

test('what cannot be forgotten costs nobody the outcome', async () => {
  const old = token();
  const person = await people.person(['IOS', old]);
  answerTo(old, async () => {
    await people.database.query('ALTER TABLE devices RENAME TO devices_away');
    return UNREGISTERED;
  });
  const outcomes = await send(person);
  await people.database.query('ALTER TABLE devices_away RENAME TO devices');
  expect(outcomes).toMatchObject([{ kind: 'reject', code: 'UNREGISTERED' }]);
});
