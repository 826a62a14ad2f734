import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
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
    const { smtp } = config.email;
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

  /** As many at a time as there are connections, so that what the deadline leaves over was surely not sent. */
  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const next = batch.entries();
    // One slow conversation is given up alone; the rest of the batch is recorded in time.
    const tooSlow = new Promise<Outcome>((resolve) => {
      deadline.signal.addEventListener('abort', () => resolve({ kind: 'unknown' }));
    });
    const sendOneAfterAnother = async () => {
      for (const [place, item] of next) {
        outcomes[place] = deadline.passed ? NOT_BEGUN : await Promise.race([this.sendOne(item), tooSlow]);
      }
    };
    await Promise.all(Array.from({ length: this.config.email.smtp?.pool ?? 1 }, sendOneAfterAnother));
    return outcomes;
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

const NOT_BEGUN: Outcome = {
  kind: 'retry',
  code: 'TOO_SLOW',
  error: 'The server was too slow for its batch.',
};
