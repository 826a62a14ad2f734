import twilio from 'twilio';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONNECTIONS } from '../src/delivery/channels/http/call.js';
import { smsOf } from '../src/delivery/channels/sms/compose.js';
import { testConfig } from '../test/support/http-app.js';
import { outgoing } from '../test/support/outgoing.js';
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

const SMS = 5_000;
const SID = `AC${'0'.repeat(32)}`;
const FROM = '+14155550100';
const PATH = `/2010-04-01/Accounts/${SID}/Messages.json`;

let sink: Services;
let url: string;
let lane: OneChannel;
let text: string;
let phones: string[];

beforeAll(async () => {
  sink = await services();
  url = `http://127.0.0.1:${sink.ports.sms}`;
  lane = await OneChannel.start('SMS', SMS, {
    TWILIO_ACCOUNT_SID: SID,
    TWILIO_AUTH_TOKEN: 'secret',
    TWILIO_PHONE_NUMBER: FROM,
    TWILIO_BASE_URL: url,
  });
  const said = { title: 'Gathering', message: 'Gathering\nWe meet at eight in the town hall. Bring a lamp.' };
  text = smsOf(outgoing({ channel: 'SMS', type: 'ANNOUNCEMENT', link: null, said }), testConfig()).text;
  const people = await lane.database.query<{ phone: string }>('SELECT phone FROM users');
  phones = people.map(({ phone }) => phone);
});
afterAll(() => sink.end());

/** Those who send the same texts to the same people, and do nothing besides. */
const BARE = [
  {
    measure: 'SMS/s ÷ a bare pooled loop of the SDK',
    what: 'the same by `messages.create` of the SDK alone, over as many connections that are kept',
    perSecond: bareSdk,
    afterMs: 0,
    times: MANY_PAIRS,
  },
  {
    measure: 'SMS/s ÷ a bare pooled loop of undici',
    what: 'the same bodies posted by undici alone',
    perSecond: bareRequests,
    afterMs: 0,
    times: MANY_PAIRS,
  },
  {
    measure: 'SMS/s ÷ a bare pooled loop of undici, to a service that takes 20 ms to answer',
    what: 'the same bodies posted by undici alone',
    perSecond: bareRequests,
    afterMs: 20,
    times: PAIRS,
  },
];

it.for(BARE)('$measure', async ({ measure, what, perSecond, afterMs, times }, context) => {
  await sink.answerAfter(afterMs);
  const found = await pairs(
    () => each(() => lane.perSecond()),
    () => each(perSecond),
    times,
  );
  const ratios = found.map(({ ours, theirs }) => ours / theirs);
  const [ours, theirs] = [median(found.map((pair) => pair.ours)), median(found.map((pair) => pair.theirs))];
  report(context, {
    measure,
    target: { atLeast: 0.75 },
    value: median(ratios),
    each: quartiles(ratios),
    detail: `claimed, worded, cut, sent by the SDK of Twilio and recorded: ${thousands(ours)}/s; ${what}: ${thousands(theirs)}/s; ${times} pairs of ${SMS / 1_000}k, of which the quartiles are told, over ${CONNECTIONS} connections to a server in another process, Redis`,
  });
});

/** Everybody has had it once. */
async function each(perSecond: () => Promise<number>): Promise<number> {
  await sink.taken();
  const rate = await perSecond();
  expect(await sink.taken()).toBe(SMS);
  return rate;
}

async function atOnce(send: (phone: string) => Promise<unknown>): Promise<number> {
  const next = phones.values();
  const oneAfterAnother = async () => {
    for (const phone of next) await send(phone);
  };
  const took = await seconds(() => Promise.all(Array.from({ length: CONNECTIONS }, oneAfterAnother)));
  return SMS / took;
}

async function bareRequests(): Promise<number> {
  const dispatcher = new Agent({ connections: CONNECTIONS });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${btoa(`${SID}:secret`)}`,
  };
  const rate = await atOnce(async (To) => {
    const body = new URLSearchParams({ To, From: FROM, Body: text }).toString();
    const response = await request(url + PATH, { method: 'POST', headers, body, dispatcher });
    await response.body.json();
  });
  await dispatcher.close();
  return rate;
}

async function bareSdk(): Promise<number> {
  const client = twilio(SID, 'secret', { httpClient: movedClient() });
  return await atOnce((to) => client.messages.create({ to, from: FROM, body: text }));
}

/** The client of the SDK as it is, but to our server. */
function movedClient() {
  const client = new twilio.RequestClient();
  const asIs = client.request.bind(client);
  client.request = (options) => asIs({ ...options, uri: options.uri.replace('https://api.twilio.com', url) });
  return client;
}
