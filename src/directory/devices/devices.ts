import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { DeviceView, RegisterDevice } from './device.dto.js';
import { DeviceTokens } from './device-tokens.js';
import { ringing } from './subscription.js';
import { deleteDevice, devicesOf, forgetHashes, rehash, upsertDevice } from './devices.sql.js';

/** Where push reaches a member. */
@Injectable()
export class Devices {
  constructor(
    private readonly database: Database,
    private readonly tokens: DeviceTokens,
  ) {}

  async list(userId: string): Promise<DeviceView[]> {
    return await devicesOf(this.database, userId);
  }

  async register(userId: string, { platform, token: given, name }: RegisterDevice): Promise<DeviceView> {
    const { service, token } = ringing(platform, given);
    const [tokenHash, ...older] = this.tokens.fingerprints(token);
    const tokenSealed = this.tokens.seal(token);
    const sealed = { userId, platform, service, name: name ?? null, tokenSealed, tokenHash };
    return await this.database.transaction(async (sql) => {
      if (older.length > 0) await rehash(sql, tokenHash, older);
      const device = await upsertDevice(sql, sealed);
      if (older.length > 0) await forgetHashes(sql, older);
      return device;
    });
  }

  async remove(userId: string, deviceId: string): Promise<void> {
    if (!(await deleteDevice(this.database, userId, deviceId))) throw notFound('You have no such device.');
  }
}
