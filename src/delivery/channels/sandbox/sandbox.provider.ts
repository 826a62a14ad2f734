import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { SANDBOX } from '../providers.js';
import { MAIL_OF, type Mail } from './mail-of.js';

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
    const mails: (Mail & { item: Outgoing })[] = [];
    const outcomes = batch.map((item): Outcome => {
      const mail = MAIL_OF[item.channel](item, this.config);
      if ('kind' in mail) return mail;
      mails.push({ ...mail, item });
      return { kind: 'sent', providerMessageId: item.deliveryId };
    });
    if (mails.length > 0) await this.keep(mails);
    return outcomes;
  }

  private async keep(mails: readonly (Mail & { item: Outgoing })[]): Promise<void> {
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
  }
}
