import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createTransport, type Transporter } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emailOf, type Email } from '../src/delivery/channels/email/compose.js';
import { poolOptions } from '../src/delivery/channels/email/smtp-transport.js';
import { Config } from '../src/platform/config/config.js';
import { outgoing } from '../test/support/outgoing.js';
import { MANY_PAIRS, median, pairs, quartiles, report, seconds, thousands } from './support/measure.js';
import { OneChannel } from './support/one-channel.js';

const EMAILS = 2_000;
const CONNECTIONS = 20;

let lane: OneChannel;
let server: ChildProcess;
let bare: Transporter;
let emails: Email[];

beforeAll(async () => {
  server = fork(new URL('support/smtp-sink.ts', import.meta.url), { execArgv: [] });
  const [port] = (await once(server, 'message')) as [number];
  lane = await OneChannel.start('EMAIL', EMAILS, {
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(port),
    SMTP_POOL: String(CONNECTIONS),
  });
  const config = lane.app.nest.get(Config);
  if (!config.providers.email.smtp) throw new Error('It has no server.');
  bare = createTransport(poolOptions(config.providers.email.smtp, undefined));
  const people = await lane.database.query<{ id: string; email: string }>('SELECT id, email FROM users');
  emails = people.map(({ id, email }) =>
    emailOf(
      outgoing({
        deliveryId: id,
        userId: id,
        to: email,
        type: 'ANNOUNCEMENT',
        said: { title: 'Gathering', message: 'We meet at eight in the town hall. Bring a lamp.' },
      }),
      config,
    ),
  );
});
afterAll(() => {
  bare.close();
  server.disconnect();
});

it('emails from the claim to the recorded outcome, to a server in another process', async (context) => {
  const measured = await pairs(ours, aBareLoop, MANY_PAIRS);
  const ratios = measured.map(({ ours: rate, theirs }) => rate / theirs);
  report(context, {
    measure: 'emails/s ÷ a bare loop of nodemailer',
    target: { atLeast: 0.9 },
    value: median(ratios),
    each: quartiles(ratios),
    detail: `claimed, worded, laid out, sent and recorded: ${thousands(median(measured.map(({ ours: rate }) => rate)))}/s; the same emails ready-made, sent by nodemailer alone: ${thousands(median(measured.map(({ theirs }) => theirs)))}/s; ${MANY_PAIRS} pairs of ${EMAILS / 1_000}k, of which the quartiles are told, over ${CONNECTIONS} connections, Redis`,
  });
});

/** Emails per second. */
async function ours(): Promise<number> {
  await taken();
  const rate = await lane.perSecond();
  await hasAll();
  return rate;
}

async function aBareLoop(): Promise<number> {
  await taken();
  const next = emails.values();
  const oneAfterAnother = async () => {
    for (const email of next)
      await bare.sendMail({ ...email, to: { name: '', address: email.to }, textEncoding: 'base64' });
  };
  const took = await seconds(() => Promise.all(Array.from({ length: CONNECTIONS }, () => oneAfterAnother())));
  await hasAll();
  return EMAILS / took;
}

let bytes: number | undefined;

/** Each once, and both sides the same. */
async function hasAll(): Promise<void> {
  const got = await taken();
  expect(got.emails).toBe(EMAILS);
  bytes ??= got.bytes;
  expect(Math.abs(got.bytes / bytes - 1)).toBeLessThan(0.001);
}

async function taken(): Promise<{ emails: number; bytes: number }> {
  server.send('how many?');
  const [got] = (await once(server, 'message')) as [{ emails: number; bytes: number }];
  return got;
}
