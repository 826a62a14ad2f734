import type { Config } from '../../../platform/config/config.js';
import type { Outgoing } from '../provider.js';
import { emailHtml, type Listed } from './layout.js';

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
  const body = item.said.message;
  const subject = oneLine(item.said.title);
  const absolute = (link: string) => new URL(link, config.http.publicUrl).href;
  const url = item.link === null ? undefined : absolute(item.link);
  const messageId = `<${item.deliveryId}@${new URL(config.http.publicUrl).hostname}>`;
  const label = OPEN[item.reader.locale];
  const list = (item.collected?.items ?? []).map((each) => ({
    ...each,
    action: each.link === null ? undefined : { url: absolute(each.link), label },
  }));
  const closing = item.collected?.more ?? undefined;
  return {
    to: item.to,
    from: config.providers.email.from,
    subject,
    text: [body, ...list.map(listedText), closing, url].filter((part) => part !== undefined).join('\n\n'),
    html: emailHtml({
      title: subject,
      body,
      list,
      closing,
      locale: item.reader.locale,
      action: url === undefined ? undefined : { url, label },
    }),
    messageId,
    headers: { 'X-Munadi-Type': item.type },
  };
}

const listedText = ({ title, at, message, action }: Listed) =>
  [`• ${title} (${at})`, message, action?.url].filter((line) => line !== undefined).join('\n  ');

// Header injection starts with a line break.
// oxlint-disable-next-line no-control-regex
const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
