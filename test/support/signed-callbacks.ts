import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { TestApp } from './app.js';
import type { SnsServer } from './sns-server.js';

const PUBLIC_URL = 'https://munadi.example.test';
export const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:munadi-email';
export const SNS = 'https://sns.eu-central-1.amazonaws.com';
const sendgridKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** As it is where all of them report back; nothing is sent. */
export const ENVIRONMENT = {
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

/** A request as its provider sends it. */
export interface Signed {
  path: string;
  body: string;
  headers: Record<string, string>;
}
export const post = async (app: TestApp, { path, body, headers }: Signed) =>
  (await fetch(new URL(path, app.url), { method: 'POST', body, headers })).status;

export async function twilio(form: Record<string, string>, query = ''): Promise<Signed> {
  const { default: sdk } = await import('twilio/lib/webhooks/webhooks.js');
  const path = `/api/callbacks/twilio${query}`;
  const signature = sdk.getExpectedTwilioSignature(ENVIRONMENT.TWILIO_AUTH_TOKEN, PUBLIC_URL + path, form);
  return {
    path,
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  };
}

export const msg91 = (body: unknown): Signed => ({
  path: '/api/callbacks/msg91',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', authorization: ENVIRONMENT.MSG91_CALLBACK_TOKEN },
});

export function meta(value: object | string): Signed {
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

export function sendgrid(events: object[] | string, at = Date.now()): Signed {
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
export function ses(sns: SnsServer, message: object | string, over: Record<string, string> = {}): Signed {
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
export const bounced = (messageId: string, bounceType = 'Permanent') => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType,
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'Gone@Example.Test', diagnosticCode: 'smtp; 550 5.1.1' }],
    timestamp: new Date().toISOString(),
  },
  mail: { messageId: '0100-ses', commonHeaders: { messageId } },
});

/** What Meta tells of somebody who writes. */
export const inbound = (body: string, at = Date.now(), id = `wamid.${at}.${body}`) => ({
  metadata: { phone_number_id: '100' },
  messages: [
    { from: '919812345678', id, timestamp: String(Math.floor(at / 1_000)), type: 'text', text: { body } },
  ],
});

export const without = ({ headers, ...rest }: Signed, name: string): Signed => ({
  ...rest,
  headers: Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name)),
});
export const withHeader = ({ headers, ...rest }: Signed, name: string, value: string): Signed => ({
  ...rest,
  headers: { ...headers, [name]: value },
});
