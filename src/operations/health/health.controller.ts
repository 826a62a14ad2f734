import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../identity/access.js';
import { Readinesses, type Readiness } from './readiness.js';

@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readinesses: Readinesses) {}

  /** The process runs; restart it where this does not answer. */
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** It can do its work; send it none where this is not 200. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.readinesses.now();
    if (!readiness.ready) response.status(503);
    return readiness;
  }
}
