import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { emailOf } from '../email/compose.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { SANDBOX } from '../providers.js';
import { bodyOf, toldOf } from '../webhook/payload.js';

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
    const mails = batch.map((item) => ({ ...this.mail(item), item }));
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
    return batch.map(({ deliveryId }) => ({ kind: 'sent', providerMessageId: deliveryId }));
  }

  private mail(item: Outgoing): Mail {
    if (item.channel === 'EMAIL') {
      const { subject, text, html, messageId, headers } = emailOf(item, this.config);
      return { subject, body: text, html, headers: { 'Message-ID': messageId, ...headers } };
    }
    if (item.channel === 'WEBHOOK') {
      const body = bodyOf(toldOf(item, this.config.http.publicUrl), 'standard');
      return { subject: item.said.title, body, html: null, headers: { 'webhook-id': item.deliveryId } };
    }
    return { subject: item.said.title, body: item.said.message, html: null, headers: {} };
  }
}
