import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { ChannelProvider } from '../provider.js';
import { PooledSmtp } from './pooled-smtp.js';

/** The mail server of SMTP_HOST or of a preset. */
@Injectable()
@ChannelProvider()
export class SmtpProvider extends PooledSmtp {
  readonly name = 'smtp';

  constructor(config: Config) {
    super(config, config.providers.email.smtp);
  }
}
