import type { Channel } from '../../../notifications/vocabulary.js';
import type { Config } from '../../../platform/config/config.js';
import { composed } from '../email/compose.js';
import type { KnownOutcome, Outgoing } from '../provider.js';
import { pushOf } from '../push/compose.js';
import { smsOf } from '../sms/compose.js';
import { e164Of } from '../../../directory/phone.js';
import { bodyOf, toldOf } from '../webhook/payload.js';
import { textOf } from '../whatsapp/compose.js';

/** What would have gone out, as the mailbox shows it. */
export interface Mail {
  subject: string | null;
  body: string;
  html: string | null;
  headers: Record<string, string>;
}

type MailOf = (item: Outgoing, config: Config) => Mail | KnownOutcome;

const inApp: MailOf = ({ said: { title, message } }) => ({
  subject: title,
  body: message,
  html: null,
  headers: {},
});

const email: MailOf = (item, config) => {
  const letter = composed(item, config);
  if ('kind' in letter) return letter;
  const { from, subject, text, html, messageId, headers } = letter;
  return { subject, body: text, html, headers: { From: from, 'Message-ID': messageId, ...headers } };
};

const push: MailOf = (item, config) => {
  const { title, body, link, tag, urgent, ttlSeconds, data } = pushOf(item, config);
  const headers = {
    tag,
    urgency: urgent ? 'high' : 'normal',
    ttl: String(ttlSeconds),
    data: JSON.stringify(data),
    ...(link && { link }),
  };
  return { subject: title, body, html: null, headers };
};

const webhook: MailOf = (item, config) => ({
  subject: item.said.title,
  body: bodyOf(toldOf(item, config), 'standard'),
  html: null,
  headers: { 'webhook-id': item.deliveryId },
});

/** What no service would take as a number, the sandbox does not take either. */
const toNumber =
  (mailOf: MailOf): MailOf =>
  (item, config) =>
    e164Of(item.to) === undefined ? { kind: 'nowhere', reason: 'INVALID_ADDRESS' } : mailOf(item, config);

const sms: MailOf = (item, config) => {
  const { text, segments } = smsOf(item, config);
  const headers = { Encoding: segments.encoding, Segments: String(segments.count) };
  return { subject: null, body: text, html: null, headers };
};

const whatsapp: MailOf = (item, config) => ({
  subject: null,
  body: textOf(item, config),
  html: null,
  headers: {},
});

/** Composed as the real providers compose it. */
export const MAIL_OF: Record<Channel, MailOf> = {
  IN_APP: inApp,
  EMAIL: email,
  PUSH: push,
  SMS: toNumber(sms),
  WHATSAPP: toNumber(whatsapp),
  WEBHOOK: webhook,
};
