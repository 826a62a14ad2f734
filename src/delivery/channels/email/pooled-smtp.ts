import type { OnApplicationShutdown } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import type { Config } from '../../../platform/config/config.js';
import type { Smtp } from '../../../platform/config/providers-config.js';
import type { Deadline } from '../../deadline.js';
import { oneByOne } from '../one-by-one.js';
import type { Outcome, Outgoing, Provider } from '../provider.js';
import { Turns } from '../turns.js';
import { composed } from './compose.js';
import { Leaving, watchLeaving } from './leaving.js';
import { part } from './part.js';
import { smtpOutcome } from './smtp-outcome.js';
import { poolOptions } from './smtp-transport.js';

/** Email over a pool of connections to one SMTP server. */
export abstract class PooledSmtp implements Provider, OnApplicationShutdown {
  abstract readonly name: string;
  readonly channels = ['EMAIL'] as const;
  readonly configured: boolean;
  private readonly turns: Turns;
  private transport: Promise<Transporter> | undefined;

  constructor(
    private readonly config: Config,
    private readonly smtp: Smtp | undefined,
  ) {
    this.configured = smtp !== undefined;
    this.turns = new Turns(smtp?.pool ?? 1);
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    if (!this.smtp) throw new Error(`${this.name} is not configured.`);
    const transport = await (this.transport ??= this.open(this.smtp));
    return await oneByOne(batch, this.turns, deadline, (item) => this.sendOne(transport, item, deadline));
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transport)?.close();
  }

  private async sendOne(transport: Transporter, item: Outgoing, { signal }: Deadline): Promise<Outcome> {
    const email = composed(item, this.config);
    if ('kind' in email) return email;
    // As an object it is one address, whatever characters are in it; as text it would be a list. Whom the deadline
    // gives up loses the connection with it: a server that says nothing must not keep what others wait for.
    const mail = {
      ...email,
      to: { name: '', address: email.to },
      text: part('text/plain', email.text),
      html: part('text/html', email.html),
      signal,
    };
    const leaving = new Leaving();
    try {
      await transport.sendMail(leaving.watching(mail));
      return { kind: 'sent', providerMessageId: email.messageId };
    } catch (error) {
      return smtpOutcome(error, leaving.begun);
    }
  }

  private async open(smtp: Smtp): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(poolOptions(smtp, this.config.providers.email.dkim));
    watchLeaving(transport);
    return transport;
  }
}
