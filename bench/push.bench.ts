import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Agent } from 'node:https';
import { Worker } from 'node:worker_threads';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getMessaging } from 'firebase-admin/messaging';
import { Agent as UndiciAgent, request } from 'undici';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import webPush from 'web-push';
import { Deadline } from '../src/delivery/deadline.js';
import type { Provider } from '../src/delivery/channels/provider.js';
import { pushOf } from '../src/delivery/channels/push/compose.js';
import { fcmMessage } from '../src/delivery/channels/push/fcm-message.js';
import { WebPushProvider } from '../src/delivery/channels/push/web-push.provider.js';
import { testConfig, testProviders } from '../test/support/http-app.js';
import { outgoing } from '../test/support/outgoing.js';
import { LocalFcm } from '../test/support/push/local-fcm.js';
import { peopleWithDevices } from '../test/support/push/people.js';
import { TEST_CERTIFICATE, TEST_KEY, trustTestCertificate } from '../test/support/test-certificate.js';
import { median, pairs, report, seconds, thousands } from './support/measure.js';

const BATCH = 500;
const BATCHES = 4;
const TOKEN = { access_token: 'a token', expires_in: 3_600 };

let worker: Worker;
let port: number;
let people: Awaited<ReturnType<typeof peopleWithDevices>>;
beforeAll(async () => {
  trustTestCertificate();
  const file = new URL('./support/push-server.worker.ts', import.meta.url);
  worker = new Worker(file, { workerData: { key: TEST_KEY, cert: TEST_CERTIFICATE } });
  [port] = (await once(worker, 'message')) as [number];
  people = await peopleWithDevices();
});
afterAll(() => worker.terminate());

it('pushes a second by FCM, beside the SDK alone', async (context) => {
  const fcm = new LocalFcm(people.reach, {
    port: () => port,
    token: () => Promise.resolve(TOKEN.access_token),
  });
  const connections = 50;
  const ids = await registered((place) => people.person(['ANDROID', `token-${place}`]));
  const httpAgent: Agent = fcm.agent();
  const app = initializeApp(
    { credential: { getAccessToken: () => Promise.resolve(TOKEN) }, projectId: 'munadi-test', httpAgent },
    'bare',
  );
  const bare = getMessaging(app);
  const push = pushOf(outgoing({ channel: 'PUSH' }), testConfig());
  const found = await pairs(
    () => rate(() => through(fcm, ids)),
    () => rate(() => atOnce(connections, (place) => bare.send(fcmMessage(push, `token-${place}`)))),
  );
  tell(context, 'push deliveries/s by FCM ÷ a bare loop of the SDK', found, connections);
  httpAgent.destroy();
  await deleteApp(app);
  await fcm.onApplicationShutdown();
});

it('pushes a second by Web Push, beside its client alone', async (context) => {
  const vapid = { ...webPush.generateVAPIDKeys(), subject: 'mailto:us@example.test' };
  const push = { fcm: undefined, vapid };
  const webhooks = { allowedHosts: [`localhost:${port}`] };
  const provider = new WebPushProvider(
    testConfig({ providers: testProviders({ push, webhooks }) }),
    people.reach,
  );
  const connections = 20;
  const subscriptions = Array.from({ length: BATCH }, (_, place) => subscription(place));
  const ids = await registered((place) => people.person(['WEB', JSON.stringify(subscriptions[place])]));
  const dispatcher = new UndiciAgent({ connections });
  const payload = JSON.stringify({ notification: { title: 'Approved', body: 'It is approved.' } });
  const sendBare = async (place: number) => {
    const to = subscriptions[place % BATCH]!;
    const { endpoint, headers, body } = webPush.generateRequestDetails(to, payload, { vapidDetails: vapid });
    const response = await request(endpoint, { method: 'POST', headers: texts(headers), body, dispatcher });
    await response.body.dump();
  };
  const found = await pairs(
    () => rate(() => through(provider, ids)),
    () => rate(() => atOnce(connections, sendBare)),
  );
  tell(context, 'push deliveries/s by Web Push ÷ a bare loop of its client', found, connections);
  await dispatcher.destroy();
  await provider.onApplicationShutdown();
});

async function registered(register: (place: number) => Promise<string>): Promise<string[]> {
  const ids: string[] = [];
  for (let place = 0; place < BATCH; place++) ids.push(await register(place));
  return ids;
}

async function through(provider: Provider, ids: readonly string[]): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) {
    const items = ids.map((to) => outgoing({ channel: 'PUSH', to, deliveryId: crypto.randomUUID() }));
    const outcomes = await provider.send(items, new Deadline(30_000));
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
  }
}

async function atOnce(connections: number, send: (place: number) => Promise<unknown>): Promise<void> {
  const places = Array.from({ length: BATCH * BATCHES }, (_, place) => place).values();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const place of places) await send(place);
    }),
  );
}

const rate = async (work: () => Promise<void>) => (BATCH * BATCHES) / (await seconds(work));

function subscription(place: number) {
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  const keys = { p256dh, auth: randomBytes(16).toString('base64url') };
  return { endpoint: `https://localhost:${port}/${place}`, keys };
}

const texts = (headers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function tell(
  context: TestContext,
  measure: string,
  found: { ours: number; theirs: number }[],
  connections: number,
): void {
  const each = found.map(({ ours, theirs }) => ours / theirs);
  const [ours, theirs] = [median(found.map((pair) => pair.ours)), median(found.map((pair) => pair.theirs))];
  report(context, {
    measure,
    target: { atLeast: 0.7 },
    value: median(each),
    each,
    detail: `${thousands(ours)}/s beside ${thousands(theirs)}/s, over TLS on loopback with ${connections} connections; batches of ${BATCH} with a query for the devices and their tokens opened`,
  });
}
