import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { oneByOne } from '../one-by-one.js';
import { emailOf } from './compose.js';
import { smtpOutcome } from './smtp-outcome.js';

/** Email over a pool of SMTP connections. */
@Injectable()
@ChannelProvider()
export class SmtpProvider implements Provider, OnApplicationShutdown {
  readonly name = 'smtp';
  readonly channels = ['EMAIL'] as const;
  readonly configured: boolean;
  private readonly transport: Transporter | undefined;

  constructor(private readonly config: Config) {
    const { smtp } = config.providers.email;
    this.configured = smtp !== undefined;
    this.transport =
      smtp &&
      createTransport({
        pool: true,
        host: smtp.host,
        port: smtp.port,
        secure: smtp.secure,
        maxConnections: smtp.pool,
        maxMessages: Infinity,
        auth: smtp.user ? { user: smtp.user, pass: smtp.pass } : undefined,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 20_000,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const atOnce = this.config.providers.email.smtp?.pool ?? 1;
    return await oneByOne(batch, atOnce, deadline, (item) => this.sendOne(item));
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }

  private async sendOne(item: Outgoing): Promise<Outcome> {
    const email = emailOf(item, this.config);
    try {
      // As an object it is one address, whatever characters are in it; as text it would be a list.
      await this.transport?.sendMail({ ...email, to: { name: '', address: email.to } });
      return { kind: 'sent', providerMessageId: email.messageId };
    } catch (error) {
      return smtpOutcome(error);
    }
  }
}
