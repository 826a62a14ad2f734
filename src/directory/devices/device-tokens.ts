import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Sealing } from '../../platform/crypto/sealing.js';

/** How a device's push token is kept; for whoever stores one and for whoever sends to it. */
@Injectable()
export class DeviceTokens extends Sealing {
  constructor(config: Config) {
    super(config.encryptionKeys, 'device token');
  }
}
