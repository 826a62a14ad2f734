import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Sealing } from '../../../platform/crypto/sealing.js';

/** How the secrets that webhooks are signed with are kept. */
@Injectable()
export class WebhookSecrets extends Sealing {
  constructor(config: Config) {
    super(config.encryptionKeys, 'webhook secret');
  }
}
