import { Database } from '../../../src/platform/database/database.js';
import { DeviceTokens } from '../../../src/directory/devices/device-tokens.js';
import { Devices } from '../../../src/directory/devices/devices.js';
import { Reach } from '../../../src/directory/devices/reach.js';
import type { Platform } from '../../../src/directory/devices/device.dto.js';
import { afterFile } from '../after-file.js';
import { testDatabase } from '../database.js';
import { testConfig } from '../http-app.js';

/** People with devices, in a database of their own. */
export async function peopleWithDevices() {
  const database = new Database((await testDatabase()).url);
  afterFile(() => database.onApplicationShutdown());
  const tokens = new DeviceTokens(testConfig());
  const devices = new Devices(database, tokens);
  return {
    database,
    devices,
    reach: new Reach(database, tokens),
    /** Somebody new, by their id. */
    async person(...registered: [Platform, string][]): Promise<string> {
      const [row] = await database.query<{ id: string }>(
        `INSERT INTO users (name) VALUES ('Meera') RETURNING id`,
      );
      for (const [platform, token] of registered) await devices.register(row!.id, { platform, token });
      return row!.id;
    },
    async count(userId: string): Promise<number> {
      return (await devices.list(userId)).length;
    },
  };
}
