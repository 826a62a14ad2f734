import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { emailOf } from '../email/compose.js';
import { smsOf } from '../sms/compose.js';
import { e164Of } from '../sms/phone.js';
import { textOf } from '../whatsapp/compose.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { SANDBOX } from '../providers.js';

interface Mail {
  subject: string | null;
  body: string;
  html: string | null;
  headers: Record<string, string>;
}

/** Records what would have gone out, for a start without any account. */
@Injectable()
@ChannelProvider()
export class SandboxProvider implements Provider {
  readonly name = SANDBOX;
  readonly channels = ['EMAIL', 'PUSH', 'SMS', 'WHATSAPP', 'WEBHOOK'] as const;
  readonly configured = true;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  async send(batch: readonly Outgoing[]): Promise<Outcome[]> {
    const mails = batch.filter(reachable).map((item) => ({ ...this.mail(item), item }));
    await this.database.query(
      `INSERT INTO sandbox_outbox (channel, "to", subject, body, html, headers, delivery_id)
       SELECT * FROM unnest($1::channel[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::uuid[])`,
      [
        mails.map(({ item }) => item.channel),
        mails.map(({ item }) => item.to),
        mails.map(({ subject }) => subject),
        mails.map(({ body }) => body),
        mails.map(({ html }) => html),
        mails.map(({ headers }) => JSON.stringify(headers)),
        mails.map(({ item }) => item.deliveryId),
      ],
    );
    return batch.map((item) =>
      reachable(item)
        ? { kind: 'sent', providerMessageId: item.deliveryId }
        : { kind: 'nowhere', reason: 'INVALID_ADDRESS' },
    );
  }

  private mail(item: Outgoing): Mail {
    if (item.channel === 'EMAIL') {
      const { subject, text, html, messageId, headers } = emailOf(item, this.config);
      return { subject, body: text, html, headers: { 'Message-ID': messageId, ...headers } };
    }
    if (item.channel === 'SMS') {
      const { text, segments } = smsOf(item, this.config);
      const headers = { Encoding: segments.encoding, Segments: String(segments.count) };
      return { subject: null, body: text, html: null, headers };
    }
    if (item.channel === 'WHATSAPP') {
      return { subject: null, body: textOf(item, this.config), html: null, headers: {} };
    }
    return { subject: item.said.title, body: item.said.message, html: null, headers: {} };
  }
}

/** What no service would take as a number, the sandbox does not take either. */
const reachable = ({ channel, to }: Outgoing) =>
  (channel !== 'SMS' && channel !== 'WHATSAPP') || e164Of(to) !== undefined;
