import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { textEach, type Texting } from './texting.js';
import { twilioOutcome } from './twilio-outcome.js';

/** SMS by Twilio, from a number or a messaging service. */
@Injectable()
@ChannelProvider()
export class TwilioProvider implements Provider {
  readonly name = 'twilio';
  readonly channels = ['SMS'] as const;
  readonly configured: boolean;

  constructor(private readonly config: Config) {
    this.configured = config.providers.sms.twilio !== undefined;
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const { twilio } = this.config.providers.sms;
    if (!twilio) throw new Error('Twilio is asked, and is not configured');
    const { twilioUntil, TwilioRefusal } = await import('./twilio-client.js');
    const { messages } = twilioUntil(deadline, twilio);
    const from = twilio.from.startsWith('MG') ? { messagingServiceSid: twilio.from } : { from: twilio.from };

    return await textEach(batch, this.config, deadline, async ({ to, text, reference }: Texting) => {
      const statusCallback = this.statusCallback(reference);
      try {
        const { sid } = await messages.create({
          ...from,
          to,
          body: text,
          ...(statusCallback && { statusCallback }),
        });
        // Something has answered that is not Twilio.
        return sid ? { kind: 'sent', providerMessageId: sid } : { kind: 'unknown' };
      } catch (error) {
        if (error instanceof TwilioRefusal) return twilioOutcome(error.answer);
        throw error;
      }
    });
  }

  /** Twilio refuses one that is not public, and with it the SMS. */
  private statusCallback(reference: string): string | undefined {
    const { publicUrl } = this.config.http;
    if (!publicUrl.startsWith('https:')) return undefined;
    return `${publicUrl.replace(/\/$/, '')}/api/callbacks/twilio?delivery=${reference}`;
  }
}
