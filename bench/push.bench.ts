import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { Agent as HttpsAgent } from 'node:https';
import { connect, type ConnectionOptions } from 'node:tls';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getMessaging } from 'firebase-admin/messaging';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import webPush, { type PushSubscription } from 'web-push';
import { pushOf } from '../src/delivery/channels/push/compose.js';
import { fcmMessage } from '../src/delivery/channels/push/fcm-message.js';
import { WebPushProvider } from '../src/delivery/channels/push/web-push.provider.js';
import type { Provider } from '../src/delivery/channels/provider.js';
import { Providers } from '../src/delivery/channels/providers.js';
import { DeviceTokens } from '../src/directory/devices/device-tokens.js';
import { Reach } from '../src/directory/devices/reach.js';
import type { PushService } from '../src/directory/devices/service.js';
import { testConfig, testProviders } from '../test/support/http-app.js';
import { outgoing } from '../test/support/outgoing.js';
import { LocalFcm } from '../test/support/push/local-fcm.js';
import { trustTestCertificate } from '../test/support/test-certificate.js';
import {
  MANY_PAIRS,
  median,
  PAIRS,
  pairs,
  quartiles,
  report,
  seconds,
  thousands,
} from './support/measure.js';
import { OneChannel } from './support/one-channel.js';
import { services, type Services } from './support/services.js';

const PUSHES = 5_000;
const SAID = { title: 'Gathering', message: 'We meet at eight in the town hall. Bring a lamp.' };

let sink: Services;
let lane: OneChannel;
let reach: Reach;

beforeAll(async () => {
  trustTestCertificate();
  sink = await services();
  lane = await OneChannel.start('PUSH', PUSHES, {});
  reach = lane.app.nest.get(Reach, { strict: false });
});
afterAll(() => sink.end());

it('pushes by FCM, from the claim to the recorded outcome', async (context) => {
  const connections = 50;
  const tokens = Array.from({ length: PUSHES }, (_, place) => `token-${place}`);
  await eachHas('fcm', tokens);
  const fcm = new LocalFcm(reach, { port: () => sink.ports.push, token: () => Promise.resolve('a token') });
  goBy(fcm);

  const httpAgent = toSink(connections);
  const getAccessToken = () => Promise.resolve({ access_token: 'a token', expires_in: 3_600 });
  const app = initializeApp({ credential: { getAccessToken }, projectId: 'munadi-test', httpAgent }, 'bare');
  const bare = getMessaging(app);
  const item = outgoing({ channel: 'PUSH', type: 'ANNOUNCEMENT', said: SAID });
  const push = pushOf(item, testConfig());
  const theirs = () => atOnce(connections, tokens, (token) => bare.send(fcmMessage(push, token)));
  const measure = 'push by FCM: deliveries/s ÷ a bare pooled loop of the SDK';
  await compare(context, { measure, connections, theirs });
  await sink.answerAfter(20);
  const slow = `${measure}, to a service that takes 20 ms to answer`;
  await compare(context, { measure: slow, connections, theirs, times: PAIRS });
  await sink.answerAfter(0);
  httpAgent.destroy();
  await deleteApp(app);
  await fcm.onApplicationShutdown();
});

it('Web Push, from the claim to the recorded outcome', async (context) => {
  const connections = 50;
  const subscriptions = Array.from({ length: PUSHES }, (_, place) => subscription(place));
  await eachHas(
    'webpush',
    subscriptions.map((each) => JSON.stringify(each)),
  );
  const vapid = { ...webPush.generateVAPIDKeys(), subject: 'mailto:us@example.test' };
  const provider = new WebPushProvider(
    testConfig({
      providers: testProviders({
        push: { fcm: undefined, vapid },
        webhooks: { allowedHosts: [`localhost:${sink.ports.push}`] },
      }),
    }),
    reach,
  );
  goBy(provider);

  const dispatcher = new Agent({ connections });
  const payload = JSON.stringify({ notification: { title: SAID.title, body: SAID.message } });
  await compare(context, {
    measure: 'Web Push: deliveries/s ÷ a bare pooled loop of its client',
    connections,
    theirs: () =>
      atOnce(connections, subscriptions, async (to) => {
        const { endpoint, headers, body } = webPush.generateRequestDetails(to, payload, {
          vapidDetails: vapid,
        });
        const response = await request(endpoint, {
          method: 'POST',
          headers: texts(headers),
          body,
          dispatcher,
        });
        await response.body.dump();
      }),
  });
  await dispatcher.destroy();
  await provider.onApplicationShutdown();
});

/** The way of the SDK's own client, with the same certificate checked. */
function toSink(connections: number): HttpsAgent {
  const agent = new HttpsAgent({ keepAlive: true, maxSockets: connections });
  agent.createConnection = (options) =>
    connect({ ...(options as ConnectionOptions), host: '127.0.0.1', port: sink.ports.push });
  return agent;
}

/** In place of every provider of the worker. */
function goBy(provider: Provider): void {
  lane.app.nest.get(Providers, { strict: false }).of = () => [provider];
}

/** Everybody has one device of this service. */
async function eachHas(service: PushService, tokens: readonly string[]): Promise<void> {
  const sealing = lane.app.nest.get(DeviceTokens, { strict: false });
  await lane.database.query('TRUNCATE devices');
  await lane.database.query(
    `INSERT INTO devices (user_id, platform, service, token_sealed, token_hash)
     SELECT users.id, 'WEB', $1, sealed, hash
       FROM (SELECT id, row_number() OVER () AS place FROM users) AS users
       JOIN unnest($2::text[], $3::bytea[]) WITH ORDINALITY AS tokens(sealed, hash, place) USING (place)`,
    [
      service,
      tokens.map((token) => sealing.seal(token)),
      tokens.map((token) => sealing.fingerprints(token)[0]),
    ],
  );
  await lane.database.query('ANALYZE devices');
}

interface Compared {
  measure: string;
  connections: number;
  theirs: () => Promise<number>;
  times?: number;
}

async function compare(context: TestContext, compared: Compared): Promise<void> {
  const { measure, connections, theirs, times = MANY_PAIRS } = compared;
  const found = await pairs(
    () => each(() => lane.perSecond()),
    () => each(theirs),
    times,
  );
  const ratios = found.map((pair) => pair.ours / pair.theirs);
  const [ours, alone] = [median(found.map((pair) => pair.ours)), median(found.map((pair) => pair.theirs))];
  report(context, {
    measure,
    target: { atLeast: 0.7 },
    value: median(ratios),
    each: quartiles(ratios),
    detail: `claimed, worded, devices looked up, their tokens opened, sent and recorded: ${thousands(ours)}/s; the same messages ready-made: ${thousands(alone)}/s; ${times} pairs of ${PUSHES / 1_000}k, of which the quartiles are told, over ${connections} connections with TLS to a server in another process, Redis`,
  });
}

/** Every device has been rung once. */
async function each(perSecond: () => Promise<number>): Promise<number> {
  await sink.taken();
  const rate = await perSecond();
  expect(await sink.taken()).toBe(PUSHES);
  return rate;
}

async function atOnce<To>(
  connections: number,
  all: readonly To[],
  send: (to: To) => Promise<unknown>,
): Promise<number> {
  const next = all.values();
  const oneAfterAnother = async () => {
    for (const to of next) await send(to);
  };
  const took = await seconds(() => Promise.all(Array.from({ length: connections }, oneAfterAnother)));
  return all.length / took;
}

function subscription(place: number): PushSubscription {
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  const keys = { p256dh, auth: randomBytes(16).toString('base64url') };
  return { endpoint: `https://localhost:${sink.ports.push}/${place}-${randomUUID()}`, keys };
}

const texts = (headers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
