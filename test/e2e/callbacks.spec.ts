import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { Agent } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Amazon } from '../../src/delivery/callbacks/ses/amazon.js';
import { startApp, type TestApp } from '../support/app.js';
import { certificateFor } from '../support/certificate.js';

const PUBLIC_URL = 'https://munadi.example.test';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:munadi-email';
const SNS = 'https://sns.eu-central-1.amazonaws.com';
const sendgridKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const ENVIRONMENT = {
  MUNADI_ROLE: 'api',
  PUBLIC_URL,
  TWILIO_ACCOUNT_SID: 'AC0123',
  TWILIO_AUTH_TOKEN: 'the token of twilio',
  TWILIO_PHONE_NUMBER: '+14155550100',
  TWILIO_BASE_URL: 'http://127.0.0.1:1',
  MSG91_CALLBACK_TOKEN: 'only msg91 and we know it',
  WHATSAPP_PHONE_NUMBER_ID: '100',
  WHATSAPP_ACCESS_TOKEN: 'token',
  WHATSAPP_BASE_URL: 'http://127.0.0.1:1',
  WHATSAPP_APP_SECRET: 'the secret of the app',
  WHATSAPP_VERIFY_TOKEN: 'a word that was agreed',
  SENDGRID_PUBLIC_KEY: sendgridKeys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  SES_TOPIC_ARNS: TOPIC,
};

let app: TestApp;
let sns: SnsServer;

beforeAll(async () => {
  app = await startApp(ENVIRONMENT);
  sns = await SnsServer.start();
  app.nest.get(Amazon, { strict: false }).dispatcher = sns.dispatcher;
});
afterAll(() => sns?.close());
beforeEach(() =>
  app.sql('TRUNCATE deliveries, notifications, messages, suppressions, replies, whatsapp_windows'),
);

interface Sent {
  id: string;
  messageId: string;
}

/** A delivery that its worker is done with. */
async function sent(
  channel: string,
  provider: string,
  providerMessageId: string | null,
  status = 'SENT',
): Promise<Sent> {
  const [row] = await app.sql<Sent>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{}', ARRAY[$1::channel], 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id
     ), noted AS (INSERT INTO notifications (message_id) SELECT id FROM said RETURNING message_id, id)
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, attempt, ready_at, due_at, provider, provider_message_id, sent_at)
     SELECT message_id, id, $1::channel, 'important', $4::delivery_status, 0, 1, now(), now(), $2, $3, now() FROM noted
     RETURNING id, message_id AS "messageId"`,
    [channel, provider, providerMessageId, status],
  );
  if (!row) throw new Error('no delivery');
  return row;
}

/** An email goes by a Message-ID that is made of its own id. */
async function emailed(): Promise<string> {
  const { id } = await sent('EMAIL', 'smtp', null);
  const messageId = `<${id}@munadi.example.test>`;
  await app.sql('UPDATE deliveries SET provider_message_id = $1 WHERE id = $2', [messageId, id]);
  return messageId;
}

const state = async () =>
  (
    await app.sql<{ status: string; code: string | null }>(
      'SELECT status, error_code AS code FROM deliveries',
    )
  )[0];
const suppressed = () =>
  app.sql<{ channel: string; address: string; reason: string }>(
    'SELECT channel, address, reason FROM suppressions ORDER BY channel, address',
  );

interface Signed {
  path: string;
  body: string;
  headers: Record<string, string>;
}
const call = async ({ path, body, headers }: Signed) =>
  (await fetch(new URL(path, app.url), { method: 'POST', body, headers })).status;

async function twilio(form: Record<string, string>, query = ''): Promise<Signed> {
  const { default: sdk } = await import('twilio/lib/webhooks/webhooks.js');
  const path = `/api/callbacks/twilio${query}`;
  const signature = sdk.getExpectedTwilioSignature(ENVIRONMENT.TWILIO_AUTH_TOKEN, PUBLIC_URL + path, form);
  return {
    path,
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  };
}

const msg91 = (body: unknown): Signed => ({
  path: '/api/callbacks/msg91',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', authorization: ENVIRONMENT.MSG91_CALLBACK_TOKEN },
});

function meta(value: object | string): Signed {
  const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
  const body =
    typeof value === 'string' ? value : JSON.stringify({ object: 'whatsapp_business_account', entry });
  const signature = createHmac('sha256', ENVIRONMENT.WHATSAPP_APP_SECRET).update(body).digest('hex');
  return {
    path: '/api/callbacks/meta',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
  };
}

function sendgrid(events: object[] | string, at = Date.now()): Signed {
  const body = typeof events === 'string' ? events : JSON.stringify(events);
  const timestamp = String(Math.floor(at / 1_000));
  return {
    path: '/api/callbacks/sendgrid',
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(timestamp + body),
        sendgridKeys.privateKey,
      ).toString('base64'),
    },
  };
}

/** What SNS delivers, signed as it says in its documentation. */
function ses(message: object | string, over: Record<string, string> = {}): Signed {
  const envelope: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'b0cd1b1b-0000-4000-8000-000000000000',
    TopicArn: TOPIC,
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: new Date().toISOString(),
    SignatureVersion: '2',
    SigningCertURL: `${SNS}/SimpleNotificationService-0123abcd.pem`,
    ...over,
  };
  const names = ['Message', 'MessageId', 'SubscribeURL', 'Subject', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const signed = names
    .filter((name) => envelope[name] !== undefined)
    .map((name) => `${name}\n${envelope[name]}\n`);
  const algorithm = envelope.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  const Signature = sign(algorithm, Buffer.from(signed.join('')), sns.key).toString('base64');
  return {
    path: '/api/callbacks/ses',
    body: JSON.stringify({ ...envelope, Signature }),
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': envelope.Type ?? '' },
  };
}
const bounced = (messageId: string, bounceType = 'Permanent') => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType,
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'Gone@Example.Test', diagnosticCode: 'smtp; 550 5.1.1' }],
    timestamp: new Date().toISOString(),
  },
  mail: { messageId: '0100-ses', commonHeaders: { messageId } },
});

const inbound = (body: string, at = Date.now(), id = `wamid.${at}.${body}`) => ({
  metadata: { phone_number_id: '100' },
  messages: [
    { from: '919812345678', id, timestamp: String(Math.floor(at / 1_000)), type: 'text', text: { body } },
  ],
});

describe('a callback that is signed by its provider', () => {
  it('of Twilio says what became of an SMS', async () => {
    const { id, messageId } = await sent('SMS', 'twilio', 'SM1');
    const about = `?delivery=${messageId}.${id}`;
    expect(await call(await twilio({ MessageSid: 'SM1', MessageStatus: 'queued' }, about))).toBe(200);
    expect(await state()).toMatchObject({ status: 'SENT' });
    const failed = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' };
    expect(await call(await twilio(failed, about))).toBe(200);
    expect(await state()).toEqual({ status: 'FAILED', code: 'TWILIO_30003' });
    expect(await call(await twilio({ MessageSid: 'SM1', MessageStatus: 'delivered' }, about))).toBe(200);
    expect(await state()).toEqual({ status: 'DELIVERED', code: null });
  });

  it('of Twilio decides what a worker that died has left in the dark', async () => {
    const { id, messageId } = await sent('SMS', 'twilio', null, 'UNKNOWN');
    await app.sql('UPDATE deliveries SET provider = NULL, sent_at = NULL');
    const form = { MessageSid: 'SM7', MessageStatus: 'sent' };
    expect(await call(await twilio(form, `?delivery=${messageId}.${id}`))).toBe(200);
    expect(await state()).toMatchObject({ status: 'SENT' });
  });

  it.each([
    [{ requestId: 'r1', status: '1', desc: 'DELIVERED', number: '919812345678' }, 'DELIVERED'],
    [[{ requestId: 'r1', report: [{ number: '919812345678', status: '2', desc: 'FAILED' }] }], 'FAILED'],
    [{ requestId: 'r1', status: 'Delivered', telNum: '919812345678' }, 'DELIVERED'],
    [{ requestId: 'r1', status: '8', desc: 'SUBMITTED' }, 'SENT'],
  ])('of MSG91 says it in one of its shapes: %j', async (body, status) => {
    await sent('SMS', 'msg91', 'r1');
    expect(await call(msg91(body))).toBe(200);
    expect(await state()).toMatchObject({ status });
  });

  it('of MSG91 may be a form', async () => {
    await sent('SMS', 'msg91', 'r1');
    const data = JSON.stringify([{ requestId: 'r1', report: [{ status: '1', desc: 'DELIVERED' }] }]);
    const form = msg91({});
    form.headers['content-type'] = 'application/x-www-form-urlencoded';
    expect(await call({ ...form, body: new URLSearchParams({ data }).toString() })).toBe(200);
    expect(await state()).toMatchObject({ status: 'DELIVERED' });
  });

  it('of Meta says it of WhatsApp, where having read it there is having got it', async () => {
    const { id, messageId } = await sent('WHATSAPP', 'meta', 'wamid.1');
    const status = { id: 'wamid.1', timestamp: '1795000000', biz_opaque_callback_data: `${messageId}.${id}` };
    expect(await call(meta({ statuses: [{ ...status, status: 'read' }] }))).toBe(200);
    expect(await state()).toMatchObject({ status: 'DELIVERED' });
    const [noted] = await app.sql('SELECT read_at FROM notifications');
    expect(noted).toEqual({ read_at: null });
  });

  it('of SES says that an email bounced, and nobody writes to that address again', async () => {
    const messageId = await emailed();
    expect(await call(ses(bounced(messageId)))).toBe(200);
    expect(await state()).toEqual({ status: 'FAILED', code: 'SES_BOUNCE_PERMANENT_GENERAL' });
    expect(await suppressed()).toEqual([
      { channel: 'EMAIL', address: 'gone@example.test', reason: 'BOUNCED' },
    ]);
  });

  it('of SES with its older signature, of a bounce that may pass, suppresses nobody', async () => {
    const messageId = await emailed();
    expect(await call(ses(bounced(messageId, 'Transient'), { SignatureVersion: '1' }))).toBe(200);
    expect(await state()).toMatchObject({ status: 'FAILED' });
    expect(await suppressed()).toEqual([]);
  });

  it('of SES about a complaint is heard as a wish', async () => {
    const messageId = await emailed();
    const complaint = {
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: 'meera@example.test' }] },
      mail: { headers: [{ name: 'Message-ID', value: messageId }] },
    };
    expect(await call(ses(complaint))).toBe(200);
    expect(await state()).toMatchObject({ status: 'DELIVERED' });
    expect(await suppressed()).toEqual([
      { channel: 'EMAIL', address: 'meera@example.test', reason: 'UNSUBSCRIBED' },
    ]);
  });

  it('of SNS that asks whether we want it is answered where SNS is, and only there', async () => {
    const confirm = (SubscribeURL: string) =>
      ses('You have chosen to subscribe', { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL });
    sns.asked.length = 0;
    expect(await call(confirm(`${SNS}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=t`))).toBe(200);
    expect(sns.asked.filter((each) => each.includes('ConfirmSubscription'))).toHaveLength(1);
    expect(await call(confirm('https://169.254.169.254/?Action=ConfirmSubscription'))).toBe(200);
    expect(sns.asked.filter((each) => each.includes('ConfirmSubscription'))).toHaveLength(1);
  });

  it('of SendGrid says all that has happened since, and opening is no reading', async () => {
    const messageId = await emailed();
    const at = Math.floor(Date.now() / 1_000);
    const event = (what: string, more: object = {}) => ({
      'smtp-id': messageId,
      email: 'Meera@Example.Test',
      event: what,
      timestamp: at,
      ...more,
    });
    expect(await call(sendgrid([event('processed'), event('delivered'), event('open')]))).toBe(200);
    expect(await state()).toMatchObject({ status: 'DELIVERED' });
    expect(await app.sql('SELECT read_at FROM notifications')).toEqual([{ read_at: null }]);
    await call(sendgrid([event('bounce', { type: 'blocked', reason: '554 not today' })]));
    expect(await suppressed()).toEqual([]);
    await call(sendgrid([event('group_unsubscribe')]));
    expect(await suppressed()).toEqual([
      { channel: 'EMAIL', address: 'meera@example.test', reason: 'UNSUBSCRIBED' },
    ]);
  });

  it.each([
    ['bounce', { type: 'bounce', reason: '550 no such user' }, 'BOUNCED'],
    ['dropped', { reason: 'Bounced Address' }, 'BOUNCED'],
    ['dropped', { reason: 'Unsubscribed Address' }, 'UNSUBSCRIBED'],
    ['dropped', { reason: 'Invalid SMTPAPI header' }, undefined],
  ])('of SendGrid about %s %j makes the address %s', async (event, more, reason) => {
    const messageId = await emailed();
    await call(sendgrid([{ 'smtp-id': messageId, email: 'meera@example.test', event, ...more }]));
    expect(await state()).toMatchObject({ status: 'FAILED' });
    expect((await suppressed()).map((each) => each.reason)).toEqual(reason === undefined ? [] : [reason]);
  });

  it('about what is not ours is taken, and changes nothing', async () => {
    await emailed();
    const before = await everything();
    expect(await call(await twilio({ MessageSid: 'SM9', MessageStatus: 'delivered' }, '?delivery=x'))).toBe(
      200,
    );
    expect(await call(meta({ statuses: [{ id: 'wamid.9', status: 'delivered' }] }))).toBe(200);
    expect(await call(sendgrid([{ 'smtp-id': '<a@b.test>', event: 'delivered' }]))).toBe(200);
    expect(await call(ses({ notificationType: 'Delivery', mail: {} }))).toBe(200);
    expect(await call(msg91({ requestId: 'r9', status: '1' }))).toBe(200);
    expect(await everything()).toEqual(before);
  });

  it('shows a failure among the dead letters', async () => {
    await sent('SMS', 'msg91', 'r1');
    await call(msg91({ requestId: 'r1', status: '2', desc: 'FAILED' }));
    const admin = await app.as('admin@demo.munadi');
    const { body } = await admin.get<{ errorCode: string }[]>('/api/admin/dead-letters');
    expect(body).toMatchObject([{ channel: 'SMS', status: 'FAILED', errorCode: 'MSG91_2', error: 'FAILED' }]);
  });
});

describe('what people answer', () => {
  it('by WhatsApp opens a day in which they may be answered, which a repetition does not make longer', async () => {
    const at = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
    for (const when of [at, at - 3_600_000, at]) expect(await call(meta(inbound('Hello', when)))).toBe(200);
    const windows = await app.sql('SELECT phone, open_until FROM whatsapp_windows');
    expect(windows).toEqual([{ phone: '+919812345678', open_until: new Date(at + 86_400_000) }]);
  });

  it('to another number of the same app is none of ours', async () => {
    await call(meta({ ...inbound('STOP'), metadata: { phone_number_id: '200' } }));
    expect(await suppressed()).toEqual([]);
    expect(await app.sql('SELECT FROM whatsapp_windows')).toEqual([]);
  });

  it('is heard: STOP by WhatsApp stops WhatsApp, and START lifts it', async () => {
    await call(meta(inbound('Stop', Date.now() - 60_000)));
    expect(await suppressed()).toEqual([
      { channel: 'WHATSAPP', address: '+919812345678', reason: 'UNSUBSCRIBED' },
    ]);
    await call(meta(inbound('START', Date.now() - 30_000)));
    expect(await suppressed()).toEqual([]);
  });

  it('late or again lifts no newer STOP, and a STOP that is told again stops nobody anew', async () => {
    const [stop, start] = [
      meta(inbound('STOP', Date.now() - 90_000)),
      meta(inbound('START', Date.now() - 60_000)),
    ];
    await call(stop);
    await call(start);
    await call(stop);
    expect(await suppressed()).toEqual([]);
    await call(meta(inbound('STOP', Date.now() - 30_000)));
    await call(start);
    await call(meta(inbound('START', Date.now() - 45_000)));
    expect(await suppressed()).toHaveLength(1);
  });

  it('by SMS counts once, also where Twilio says it again much later', async () => {
    const reply = (Body: string, MessageSid: string, more = {}) =>
      twilio({ From: '+14155550123', To: '+14155550100', Body, MessageSid, ...more });
    const start = await reply('START', 'SM2');
    await call(await reply('STOP', 'SM1'));
    await call(start);
    expect(await suppressed()).toEqual([]);
    await call(await reply('Arrêt', 'SM3', { OptOutType: 'STOP' }));
    await call(start);
    expect(await suppressed()).toEqual([{ channel: 'SMS', address: '+14155550123', reason: 'UNSUBSCRIBED' }]);
  });

  it('with START lifts nothing but their own wish', async () => {
    await app.sql(
      `INSERT INTO suppressions (channel, address, reason) VALUES ('SMS', '+14155550123', 'BOUNCED')`,
    );
    await call(await twilio({ From: '+14155550123', Body: 'START', MessageSid: 'SM2' }));
    expect(await suppressed()).toHaveLength(1);
  });
});

/** All rows that a callback may touch. */
const everything = () =>
  app.sql(`SELECT (SELECT jsonb_agg(deliveries ORDER BY id) FROM deliveries) AS deliveries,
                  (SELECT jsonb_agg(suppressions) FROM suppressions) AS suppressions,
                  (SELECT count(*) FROM replies) AS replies, (SELECT count(*) FROM whatsapp_windows) AS windows`);

describe('a callback that is not', () => {
  const forged: [string, () => Promise<Signed> | Signed][] = [
    ['twilio without a signature', async () => without(await twilioStop(), 'x-twilio-signature')],
    [
      'twilio with another form',
      async () => ({ ...(await twilioStop()), body: 'Body=STOP&From=%2B14155550199&MessageSid=SM1' }),
    ],
    [
      'twilio at another address',
      async () => ({ ...(await twilioStop()), path: '/api/callbacks/twilio?delivery=1.2' }),
    ],
    ['twilio as JSON', async () => withHeader(await twilioStop(), 'content-type', 'application/json')],
    ['msg91 without its word', () => without(msg91({ requestId: 'r1', status: '1' }), 'authorization')],
    ['msg91 with another word', () => withHeader(msg91({}), 'authorization', 'only msg91 and we know is')],
    ['meta without a signature', () => without(meta(inbound('STOP')), 'x-hub-signature-256')],
    ['meta of another body', () => ({ ...meta(inbound('STOP')), body: meta(inbound('STOP')).body + ' ' })],
    [
      'sendgrid without a signature',
      () => without(sendgrid([SPAM]), 'x-twilio-email-event-webhook-signature'),
    ],
    [
      'sendgrid of another time',
      () => withHeader(sendgrid([SPAM]), 'x-twilio-email-event-webhook-timestamp', '1795000001'),
    ],
    ['sendgrid of last week', () => sendgrid([SPAM], Date.now() - 7 * 86_400_000)],
    ['sendgrid of tomorrow', () => sendgrid([SPAM], Date.now() + 86_400_000)],
    [
      'sendgrid with nonsense',
      () => withHeader(sendgrid([SPAM]), 'x-twilio-email-event-webhook-signature', 'AAAA'),
    ],
    ['ses of another message', () => ({ ...ses(BOUNCE), body: ses(BOUNCE).body.replace('Gone', 'Else') })],
    ['ses of a topic that is not ours', () => ses(BOUNCE, { TopicArn: `${TOPIC}-2` })],
    [
      'ses of last week',
      () => ses(BOUNCE, { Timestamp: new Date(Date.now() - 7 * 86_400_000).toISOString() }),
    ],
    ...[
      'https://sns.eu-central-1.amazonaws.com.evil.test/SimpleNotificationService-0a.pem',
      'https://evil.test/SimpleNotificationService-0a.pem',
      'http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem',
      'https://sns.eu-central-1.amazonaws.com@evil.test/SimpleNotificationService-0a.pem',
      'https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0a.pem',
      'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem',
      'https://sns.eu-central-1.amazonaws.com/my-bucket/evil.pem',
      'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-dead.pem',
    ].map((url): [string, () => Signed] => [`ses with ${url}`, () => ses(BOUNCE, { SigningCertURL: url })]),
    [
      'ses with a certificate that has run out',
      () => ses(BOUNCE, { SigningCertURL: `${SNS}/SimpleNotificationService-01d.pem` }),
    ],
    ['ses with no envelope', () => ({ ...ses(BOUNCE), body: '[]' })],
  ];
  const SPAM = { event: 'spamreport', email: 'meera@example.test' };
  const BOUNCE = bounced('<x@y.test>');
  const twilioStop = () => twilio({ From: '+14155550123', Body: 'STOP', MessageSid: 'SM1' });

  it.each(forged)('%s is refused, and nothing is written', async (_name, make) => {
    await emailed();
    const before = await everything();
    expect(await call(await make())).toBe(403);
    expect(await everything()).toEqual(before);
  });

  it('is counted', async () => {
    const { body } = await app.anonymous.get<string>('/metrics');
    expect(body).toMatch(/munadi_callbacks_total\{provider="twilio",outcome="refused"\} [1-9]/);
    expect(body).toMatch(/munadi_callbacks_total\{provider="meta",outcome="applied"\} [1-9]/);
  });

  it('of anybody else is not found', async () => {
    for (const path of ['constructor', '__proto__', 'vonage', 'twilio/more']) {
      expect(await call({ ...msg91({}), path: `/api/callbacks/${path}` })).toBe(404);
    }
  });
});

describe('a body', () => {
  it('with 10,000 events is one call', async () => {
    const messageId = await emailed();
    const events = Array.from({ length: 10_000 }, (_, place) => ({
      'smtp-id': place === 9_999 ? messageId : `<${crypto.randomUUID()}@munadi.example.test>`,
      event: 'delivered',
    }));
    const started = performance.now();
    expect(await call(sendgrid(events))).toBe(200);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await state()).toMatchObject({ status: 'DELIVERED' });
  });

  it('of more than 3 MB is too much', async () => {
    expect(await call(sendgrid(`["${'x'.repeat(3_200_000)}"]`))).toBe(413);
  });

  it('that is signed and no JSON is refused', async () => {
    expect(await call(meta('{'))).toBe(400);
    expect(await call(ses('no JSON'))).toBe(400);
  });

  it('with tricks in it does nothing', async () => {
    await emailed();
    const before = await everything();
    const tricks = [
      '{"__proto__":{"entry":[{"changes":[{"value":{"statuses":[{"id":"x","status":"delivered"}]}}]}]}}',
      '{"entry":[{"changes":[{"value":{"statuses":[{"id":"\\u0000","status":"constructor"},null,7,[]]}}]}]}',
      '{"entry":{"length":1e9}}',
      '"text"',
      'null',
      '['.repeat(100_000) + ']'.repeat(100_000),
    ];
    for (const trick of tricks)
      expect([trick.slice(0, 40), await call(meta(trick))]).toEqual([trick.slice(0, 40), 200]);
    expect(await everything()).toEqual(before);
    expect(({} as { entry?: unknown }).entry).toBeUndefined();
  });

  it('elsewhere is JSON still', async () => {
    expect(
      await call({ ...msg91({}), path: '/api/auth/demo-login', headers: { 'content-type': 'text/plain' } }),
    ).toBe(415);
  });
});

describe('Meta', () => {
  const ask = async (query: Record<string, string>) => {
    const reply = await fetch(`${app.url}/api/callbacks/meta?${new URLSearchParams(query).toString()}`);
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
  };
  const asked = {
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': ENVIRONMENT.WHATSAPP_VERIFY_TOKEN,
  };

  it('gets its challenge back where it knows the word', async () => {
    expect(await ask(asked)).toEqual({ status: 200, type: 'text/plain; charset=utf-8', text: '1158201444' });
  });

  it.each([
    { 'hub.verify_token': 'another word' },
    { 'hub.mode': 'unsubscribe' },
    { 'hub.challenge': '<script>alert(1)</script>' },
  ])('is refused with %j', async (over) => {
    expect(await ask({ ...asked, ...over })).toMatchObject({ status: 403 });
  });
});

const without = ({ headers, ...rest }: Signed, name: string): Signed => ({
  ...rest,
  headers: Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name)),
});
const withHeader = ({ headers, ...rest }: Signed, name: string, value: string): Signed => ({
  ...rest,
  headers: { ...headers, [name]: value },
});

/** What is at sns.eu-central-1.amazonaws.com, over TLS. */
class SnsServer {
  readonly asked: string[] = [];
  private constructor(
    private readonly server: Server,
    readonly dispatcher: Agent,
    readonly key: ReturnType<typeof certificateFor>['key'],
  ) {}

  static async start(): Promise<SnsServer> {
    const door = certificateFor('sns.eu-central-1.amazonaws.com');
    const signing = certificateFor('sns.amazonaws.com');
    const old = certificateFor('sns.amazonaws.com', { days: -1 });
    const asked: string[] = [];
    const server = createServer(
      { key: door.key.export({ type: 'pkcs8', format: 'pem' }), cert: door.pem },
      (request, response) => {
        const url = request.url ?? '';
        asked.push(url);
        if (url.includes('-dead.pem')) response.statusCode = 404;
        response.end(
          url.includes('-01d.pem') ? old.pem : url.endsWith('.pem') ? signing.pem : '<Confirmed/>',
        );
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const dispatcher = new Agent({
      connect: ({ servername }, done) => {
        const socket = connect({ host: '127.0.0.1', port, servername: servername ?? '', ca: door.pem });
        socket.once('secureConnect', () => done(null, socket)).once('error', (error) => done(error, null));
      },
    });
    const started = new SnsServer(server, dispatcher, signing.key);
    Object.assign(started, { asked });
    return started;
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
    this.server.close();
  }
}
