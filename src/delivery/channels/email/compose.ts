import type { Config } from '../../../platform/config/config.js';
import type { Outgoing } from '../provider.js';
import { emailHtml } from './layout.js';

export interface Email {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  headers: Record<string, string>;
}

const OPEN: Record<Outgoing['reader']['locale'], string> = { en: 'Open', hi: 'खोलें', gu: 'ખોલો' };

/** An email as it leaves. Its Message-ID comes from the delivery, so that a repetition is recognised as one. */
export function emailOf(item: Outgoing, config: Config): Email {
  const { body } = item.said.email;
  const subject = oneLine(item.said.email.subject);
  const url = item.link === null ? undefined : new URL(item.link, config.http.publicUrl).href;
  const messageId = `<${item.deliveryId}@${new URL(config.http.publicUrl).hostname}>`;
  return {
    to: item.to,
    from: config.email.from,
    subject,
    text: url ? `${body}\n\n${url}` : body,
    html: emailHtml({
      title: subject,
      body,
      locale: item.reader.locale,
      action: url === undefined ? undefined : { url, label: OPEN[item.reader.locale] },
    }),
    messageId,
    headers: { 'X-Munadi-Type': item.type },
  };
}

// Header injection starts with a line break.
// oxlint-disable-next-line no-control-regex
const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
