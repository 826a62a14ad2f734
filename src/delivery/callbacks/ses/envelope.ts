import { field } from '../fields.js';

/** What SNS puts around everything that it delivers. */
export interface Envelope {
  Type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  MessageId: string;
  TopicArn: string;
  Message: string;
  Timestamp: string;
  SignatureVersion: '1' | '2';
  Signature: string;
  SigningCertURL: string;
  Subject?: string;
  Token?: string;
  SubscribeURL?: string;
}

/** What is signed of each kind, in this order; what is not there is left out. */
const SIGNED: Record<Envelope['Type'], readonly (keyof Envelope)[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};

const NEEDED = ['MessageId', 'TopicArn', 'Message', 'Timestamp', 'Signature', 'SigningCertURL'] as const;

/** Its fields, where it has the shape of one. */
export function envelopeOf(raw: Buffer): Envelope | undefined {
  let body: unknown;
  try {
    body = JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
  const type = field(body, 'Type');
  const isKnown = typeof type === 'string' && Object.hasOwn(SIGNED, type);
  const version = field(body, 'SignatureVersion');
  const isWhole = NEEDED.every((name) => typeof field(body, name) === 'string');
  return isKnown && isWhole && (version === '1' || version === '2') ? (body as Envelope) : undefined;
}

export function signedText(envelope: Envelope): string {
  return SIGNED[envelope.Type]
    .flatMap((name) => {
      const value = field(envelope, name);
      return typeof value === 'string' ? [`${name}\n${value}\n`] : [];
    })
    .join('');
}

/** An address of SNS itself in the region of a topic, and nowhere else. */
export function isAmazons(address: string | undefined, topicArn: string): boolean {
  const region = topicArn.split(':')[3] ?? '';
  if (address === undefined || !/^[a-z0-9-]+$/.test(region) || !URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  const hosts = [`sns.${region}.amazonaws.com`, `sns.${region}.amazonaws.com.cn`];
  return protocol === 'https:' && hosts.includes(host) && username === '' && password === '';
}

/** Where SNS keeps its certificates. */
export const isCertificate = (address: string, topicArn: string): boolean =>
  isAmazons(address, topicArn) &&
  /^\/SimpleNotificationService-[0-9a-f]+\.pem$/.test(new URL(address).pathname);
