import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Callbacks } from '../support/callbacks.js';
import {
  bounced,
  ENVIRONMENT,
  inbound,
  meta,
  msg91,
  sendgrid,
  SNS,
  TOPIC,
  twilio,
  type Signed,
  withHeader,
  without,
} from '../support/signed-callbacks.js';

let world: Callbacks;

beforeAll(async () => {
  world = await Callbacks.start();
});
beforeEach(() => world.clear());

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
    [
      'ses of another message',
      () => ({ ...world.ses(BOUNCE), body: world.ses(BOUNCE).body.replace('Gone', 'Else') }),
    ],
    ['ses of a topic that is not ours', () => world.ses(BOUNCE, { TopicArn: `${TOPIC}-2` })],
    [
      'ses of last week',
      () => world.ses(BOUNCE, { Timestamp: new Date(Date.now() - 7 * 86_400_000).toISOString() }),
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
    ].map((url): [string, () => Signed] => [
      `ses with ${url}`,
      () => world.ses(BOUNCE, { SigningCertURL: url }),
    ]),
    [
      'ses with a certificate that has run out',
      () => world.ses(BOUNCE, { SigningCertURL: `${SNS}/SimpleNotificationService-01d.pem` }),
    ],
    ['ses with no envelope', () => ({ ...world.ses(BOUNCE), body: '[]' })],
  ];
  const SPAM = { event: 'spamreport', email: 'meera@example.test' };
  const BOUNCE = bounced('<x@y.test>');
  const twilioStop = () => twilio({ From: '+14155550123', Body: 'STOP', MessageSid: 'SM1' });

  it.each(forged)('%s is refused, and nothing is written', async (_name, make) => {
    await world.emailed();
    const before = await world.everything();
    expect(await world.call(await make())).toBe(403);
    expect(await world.everything()).toEqual(before);
  });

  it('is counted', async () => {
    const { body } = await world.app.anonymous.get<string>('/metrics');
    expect(body).toMatch(/munadi_callbacks_total\{provider="twilio",outcome="refused"\} [1-9]/);
  });

  it('of anybody else is not found', async () => {
    for (const path of ['constructor', '__proto__', 'vonage', 'twilio/more']) {
      expect(await world.call({ ...msg91({}), path: `/api/callbacks/${path}` })).toBe(404);
    }
  });
});

describe('a body', () => {
  it('with 10,000 events is one call', async () => {
    const messageId = await world.emailed();
    const events = Array.from({ length: 10_000 }, (_, place) => ({
      'smtp-id': place === 9_999 ? messageId : `<${crypto.randomUUID()}@munadi.example.test>`,
      event: 'delivered',
    }));
    const started = performance.now();
    expect(await world.call(sendgrid(events))).toBe(200);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await world.state()).toMatchObject({ status: 'DELIVERED' });
  });

  it('of more than 3 MB is too much', async () => {
    expect(await world.call(sendgrid(`["${'x'.repeat(3_200_000)}"]`))).toBe(413);
  });

  it('that is signed and no JSON is refused', async () => {
    expect(await world.call(meta('{'))).toBe(400);
    expect(await world.call(world.ses('no JSON'))).toBe(400);
  });

  it('with tricks in it does nothing', async () => {
    await world.emailed();
    const before = await world.everything();
    const tricks = [
      '{"__proto__":{"entry":[{"changes":[{"value":{"statuses":[{"id":"x","status":"delivered"}]}}]}]}}',
      '{"entry":[{"changes":[{"value":{"statuses":[{"id":"\\u0000","status":"constructor"},null,7,[]]}}]}]}',
      '{"entry":{"length":1e9}}',
      '"text"',
      'null',
      '['.repeat(100_000) + ']'.repeat(100_000),
    ];
    for (const trick of tricks)
      expect([trick.slice(0, 40), await world.call(meta(trick))]).toEqual([trick.slice(0, 40), 200]);
    expect(await world.everything()).toEqual(before);
    expect(({} as { entry?: unknown }).entry).toBeUndefined();
  });

  it('elsewhere is JSON still', async () => {
    expect(
      await world.call({
        ...msg91({}),
        path: '/api/auth/demo-login',
        headers: { 'content-type': 'text/plain' },
      }),
    ).toBe(415);
  });
});

describe('Meta', () => {
  const ask = async (query: Record<string, string>) => {
    const reply = await fetch(`${world.app.url}/api/callbacks/meta?${new URLSearchParams(query).toString()}`);
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
