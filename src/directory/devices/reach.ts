import { Injectable, Logger } from '@nestjs/common';
import { CannotOpen } from '../../platform/crypto/sealing.js';
import { Database } from '../../platform/database/database.js';
import { DeviceTokens } from './device-tokens.js';
import { devicesOfPeople, forgetDevices, type ReachedRow } from './reach.sql.js';
import type { PushService } from './service.js';

/** A device that can be rung. */
export type Reached = Omit<ReachedRow, 'tokenSealed'> & { token: string };

/** Which devices ring for somebody. */
@Injectable()
export class Reach {
  private readonly logger = new Logger(Reach.name);

  constructor(
    private readonly database: Database,
    private readonly tokens: DeviceTokens,
  ) {}

  /** Of many people with one query. */
  async of(userIds: readonly string[], service: PushService): Promise<Map<string, Reached[]>> {
    const rows = await devicesOfPeople(this.database, [...new Set(userIds)], service);
    return Map.groupBy(
      rows.flatMap((row) => this.opened(row)),
      ({ userId }) => userId,
    );
  }

  /** What is not forgotten now is found gone the next time: that costs no delivery its outcome. */
  async forget(devices: readonly Reached[]): Promise<void> {
    if (devices.length === 0) return;
    try {
      await forgetDevices(this.database, devices);
    } catch (error) {
      this.logger.warn({ err: error, count: devices.length }, 'Devices that are gone could not be forgotten');
    }
  }

  /** One that cannot be read is as good as none, and must not keep the others from ringing. */
  private opened({ tokenSealed, ...device }: ReachedRow): Reached[] {
    try {
      return [{ ...device, token: this.tokens.open(tokenSealed) }];
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      this.logger.warn({ deviceId: device.id, reason: error.reason }, 'The token of a device cannot be read');
      return [];
    }
  }
}
