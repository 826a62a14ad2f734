import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { ChannelProvider } from '../provider.js';
import { PooledSmtp } from './pooled-smtp.js';

/** A second mail server, of SMTP_FALLBACK_URL, for when the first one fails. */
@Injectable()
@ChannelProvider()
export class SmtpFallbackProvider extends PooledSmtp {
  readonly name = 'smtp-fallback';

  constructor(config: Config) {
    super(config, config.providers.email.fallback);
  }
}
