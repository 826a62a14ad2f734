import type { SNSClient } from '@aws-sdk/client-sns';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { AnswerLost, CONNECTIONS, NotReached } from '../http/call.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { snsOutcome } from './sns-outcome.js';
import { Turns } from '../turns.js';
import { textEach } from './texting.js';

/** SMS by Amazon SNS. What SNS sends back is a promise only: past the monthly limit of an account it takes SMS and drops them. */
@Injectable()
@ChannelProvider()
export class SnsProvider implements Provider, OnApplicationShutdown {
  readonly name = 'sns';
  readonly channels = ['SMS'] as const;
  readonly configured: boolean;
  private readonly turns = new Turns(CONNECTIONS);
  /** Kept, because it looks for its credentials once. */
  private client: SNSClient | undefined;

  constructor(private readonly config: Config) {
    this.configured = config.providers.sms.sns !== undefined;
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const { sns } = this.config.providers.sms;
    if (!sns) throw new Error('SNS is asked, and is not configured');
    const [{ PublishCommand }, { snsAt }] = await Promise.all([
      import('@aws-sdk/client-sns'),
      import('./sns-client.js'),
    ]);
    const client = (this.client ??= snsAt(sns));
    const attributes = attributesOf(sns.senderId);

    return await textEach(batch, this.config, this.turns, deadline, async ({ to, text }) => {
      const publish = new PublishCommand({ PhoneNumber: to, Message: text, MessageAttributes: attributes });
      try {
        const { MessageId } = await client.send(publish, { abortSignal: deadline.signal });
        // Something has answered that is not SNS.
        return MessageId ? { kind: 'sent', providerMessageId: MessageId } : { kind: 'unknown' };
      } catch (error) {
        if (error instanceof NotReached || error instanceof AnswerLost) throw error;
        return snsOutcome(error as Error);
      }
    });
  }

  onApplicationShutdown(): void {
    this.client?.destroy();
  }
}

const attributesOf = (senderId: string | undefined) => ({
  'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
  ...(senderId !== undefined && { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: senderId } }),
});
