import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { CONNECTIONS } from '../http/call.js';
import { Turns } from '../turns.js';
import { textEach } from './texting.js';
import { twilioOutcome } from './twilio-outcome.js';

/** SMS by Twilio, from a number or a messaging service. */
@Injectable()
@ChannelProvider()
export class TwilioProvider implements Provider {
  readonly name = 'twilio';
  readonly channels = ['SMS'] as const;
  readonly configured: boolean;
  private readonly turns = new Turns(CONNECTIONS);

  constructor(private readonly config: Config) {
    this.configured = config.providers.sms.twilio !== undefined;
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const { twilio } = this.config.providers.sms;
    if (!twilio) throw new Error('Twilio is asked, and is not configured');
    const { twilioUntil } = await import('./twilio-client.js');
    const create = twilioUntil(deadline, twilio);
    const from = twilio.from.startsWith('MG') ? { MessagingServiceSid: twilio.from } : { From: twilio.from };

    return await textEach(batch, this.config, this.turns, deadline, async ({ to, text, reference }) => {
      const StatusCallback = this.statusCallback(reference);
      return twilioOutcome(
        await create({
          To: to,
          ...from,
          Body: text,
          ...(StatusCallback !== undefined && { StatusCallback }),
        }),
      );
    });
  }

  /** Twilio refuses one that is not public, and with it the SMS. */
  private statusCallback(reference: string): string | undefined {
    const { publicUrl } = this.config.http;
    if (!publicUrl.startsWith('https:')) return undefined;
    return `${publicUrl.replace(/\/$/, '')}/api/callbacks/twilio?delivery=${reference}`;
  }
}
