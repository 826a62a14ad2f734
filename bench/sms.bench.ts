import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONNECTIONS } from '../src/delivery/channels/http/call.js';
import { TwilioProvider } from '../src/delivery/channels/sms/twilio.provider.js';
import { Deadline } from '../src/delivery/deadline.js';
import { testConfig, testProviders } from '../test/support/http-app.js';
import { outgoing } from '../test/support/outgoing.js';
import { median, pairs, report, seconds, thousands } from './support/measure.js';

const COUNT = 10_000;
const BATCH = 500;

/** It takes everything at once; in a process of its own it would only take turns for the same cores. */
const server = createServer((asked, answer) => {
  asked.resume();
  asked.on('end', () => {
    answer.writeHead(201, { 'content-type': 'application/json' });
    answer.end('{"sid":"SM00000000000000000000000000000000","status":"queued","price":null}');
  });
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('SMS by the SDK of Twilio, from the words to the outcome', async (context) => {
  const measured = await pairs(ours, bare);
  const ratios = measured.map(({ ours: rate, theirs }) => rate / theirs);
  report(context, {
    measure: 'SMS/s by Twilio ÷ a bare pooled HTTP loop',
    target: { atLeast: 0.75 },
    value: median(ratios),
    each: ratios,
    detail: `number checked, text composed and cut, sent, answer understood: ${thousands(median(measured.map(({ ours: rate }) => rate)))}/s; the same bodies posted by undici: ${thousands(median(measured.map(({ theirs }) => theirs)))}/s; ${CONNECTIONS} connections each, a server on the same machine`,
  });
});

async function ours(): Promise<number> {
  const twilio = {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'secret',
    from: '+14155550100',
    baseUrl: url,
  };
  const sms = { ...testProviders().sms, twilio };
  const provider = new TwilioProvider(testConfig({ providers: testProviders({ sms }) }));
  const batch = Array.from({ length: BATCH }, (_, place) =>
    outgoing({
      channel: 'SMS',
      to: `+91987654${String(place).padStart(4, '0')}`,
      said: { title: 'Gathering', message: `Gathering\nWe meet at eight in the town hall, number ${place}.` },
    }),
  );
  const took = await seconds(async () => {
    for (let sent = 0; sent < COUNT; sent += BATCH) {
      const outcomes = await provider.send(batch, new Deadline(30_000));
      expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
    }
  });
  return COUNT / took;
}

async function bare(): Promise<number> {
  const dispatcher = new Agent({ connections: CONNECTIONS });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${btoa(`AC${'0'.repeat(32)}:secret`)}`,
  };
  let left = COUNT;
  const one = async () => {
    while (left-- > 0) {
      const body = `To=%2B919876540000&From=%2B14155550100&Body=${encodeURIComponent(`Gathering\nWe meet at eight in the town hall, number ${left}.`)}`;
      const response = await request(`${url}/2010-04-01/Accounts/AC/Messages.json`, {
        method: 'POST',
        headers,
        body,
        dispatcher,
      });
      await response.body.json();
    }
  };
  const took = await seconds(() => Promise.all(Array.from({ length: CONNECTIONS }, one)));
  await dispatcher.close();
  return COUNT / took;
}
