import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { CannotOpen, Sealing } from '../../../platform/crypto/sealing.js';

/** How the secrets that webhooks are signed with are kept. */
@Injectable()
export class WebhookSecrets extends Sealing {
  constructor(config: Config) {
    super(config.encryptionKeys, 'webhook secret');
  }

  /** Those that can be opened, where that is any: an old one whose key is gone must not silence the new one. */
  openAny(sealed: readonly string[]): string[] {
    const failures: CannotOpen[] = [];
    const opened = sealed.flatMap((each) => {
      try {
        return [this.open(each)];
      } catch (error) {
        if (!(error instanceof CannotOpen)) throw error;
        failures.push(error);
        return [];
      }
    });
    if (opened.length === 0 && failures[0]) throw failures[0];
    return opened;
  }
}
