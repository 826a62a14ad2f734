import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { Config } from '../../platform/config/config.js';
import { notFound } from '../../platform/errors/app-error.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { DeviceView, RegisterDevice, VapidKey } from './device.dto.js';
import { Devices } from './devices.js';

const deviceId = idPipe(() => notFound('You have no such device.'));

@ApiTags('devices')
@Members()
@Controller('devices')
export class DevicesController {
  constructor(
    private readonly devices: Devices,
    private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your devices, newest first' })
  @ApiOkResponse({ type: [DeviceView] })
  async list(@Caller() caller: Caller): Promise<DeviceView[]> {
    return await this.devices.list(caller.userId);
  }

  @Get('vapid-key')
  @ApiOperation({ summary: 'What a browser subscribes to push with' })
  @ApiOkResponse({ type: VapidKey })
  @ApiNotFoundResponse({ description: 'Web Push is not configured.' })
  vapidKey(): VapidKey {
    const { vapid } = this.config.providers.push;
    if (!vapid) throw notFound('Web Push is not configured here: VAPID_PUBLIC_KEY is not set.');
    return { publicKey: vapid.publicKey };
  }

  @Post()
  @ApiOperation({ summary: 'Register a device for push; the same token again refreshes it' })
  @ApiCreatedResponse({ type: DeviceView })
  async register(@Caller() caller: Caller, @Body() device: RegisterDevice): Promise<DeviceView> {
    return await this.devices.register(caller.userId, device);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It gets no push any more.' })
  async remove(@Caller() caller: Caller, @Param('id', deviceId) id: string): Promise<void> {
    await this.devices.remove(caller.userId, id);
  }
}
