import type { DynamicModule } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { DemoSeed } from './demo/demo-seed.js';
import { DeviceTokens } from './devices/device-tokens.js';
import { DevicesController } from './devices/devices.controller.js';
import { Devices } from './devices/devices.js';
import { Reach } from './devices/reach.js';
import { Groups } from './groups/groups.js';
import { Leadership } from './groups/leadership.js';

/** People, groups and devices. Global, because the rooms above ask it who is who. */
export class DirectoryModule {
  static forRole(config: Pick<Config, 'demo' | 'role'>): DynamicModule {
    return {
      module: DirectoryModule,
      global: true,
      controllers: config.role === 'worker' ? [] : [DevicesController],
      providers: [Groups, Leadership, DeviceTokens, Devices, Reach, ...(config.demo ? [DemoSeed] : [])],
      exports: [Groups, Leadership, DeviceTokens, Devices, Reach],
    };
  }
}
