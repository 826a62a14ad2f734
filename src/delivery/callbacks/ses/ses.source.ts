import { verify } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { unavailable } from '../../../platform/errors/app-error.js';
import { BY_SMTP } from '../by-smtp.js';
import { json, moment } from '../fields.js';
import { isFresh } from '../freshness.js';
import { news, type News } from '../news.js';
import type { Callback, Source } from '../source.js';
import { Amazon } from './amazon.js';
import { Certificates } from './certificates.js';
import { envelopeOf, isAmazons, isCertificate, signedText, type Envelope } from './envelope.js';
import { toldBySes } from './told-by-ses.js';

/** SES: what became of emails, in envelopes of SNS that are signed with its certificate. */
@Injectable()
export class SesSource implements Source {
  private readonly logger = new Logger(SesSource.name);
  readonly configured: boolean;

  constructor(
    private readonly config: Config,
    private readonly certificates: Certificates,
    private readonly amazon: Amazon,
  ) {
    this.configured = config.providers.callbacks.sesTopics.length > 0;
  }

  async trusts({ raw }: Callback): Promise<boolean> {
    const envelope = envelopeOf(raw);
    // Before anything is fetched: anybody may sign with a certificate of SNS who has a topic there.
    if (!envelope || !this.config.providers.callbacks.sesTopics.includes(envelope.TopicArn)) return false;
    if (!isCertificate(envelope.SigningCertURL, envelope.TopicArn)) return false;
    if (!isFresh(moment(envelope.Timestamp))) return false;
    return await this.isSigned(envelope);
  }

  async read({ raw }: Callback): Promise<News> {
    const envelope = envelopeOf(raw);
    if (envelope?.Type === 'SubscriptionConfirmation') await this.subscribe(envelope);
    if (envelope?.Type !== 'Notification') return news(BY_SMTP, {});
    return news(BY_SMTP, toldBySes(json(envelope.Message), this.config.http.publicUrl));
  }

  private async isSigned(envelope: Envelope): Promise<boolean> {
    const certificate = await this.certificates.at(envelope.SigningCertURL).catch((error: unknown) => {
      throw unavailable('The certificate of SNS cannot be had at the moment.', error);
    });
    const algorithm = envelope.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
    const signature = Buffer.from(envelope.Signature, 'base64');
    const signed = Buffer.from(signedText(envelope));
    return certificate !== undefined && verify(algorithm, signed, certificate.publicKey, signature);
  }

  /** SNS sends nothing to an address that has not said it wants it. */
  private async subscribe({ SubscribeURL: address, TopicArn }: Envelope): Promise<void> {
    if (address === undefined || !isAmazons(address, TopicArn)) return;
    if (new URL(address).searchParams.get('Action') !== 'ConfirmSubscription') return;
    try {
      if ((await this.amazon.fetch(address)) === undefined) return;
      this.logger.log({ topic: TopicArn }, 'Subscribed to what SES reports');
    } catch (error) {
      throw unavailable('The subscription cannot be confirmed at the moment.', error);
    }
  }
}
