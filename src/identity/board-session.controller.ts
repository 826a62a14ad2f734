import { Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Roles } from './access.js';
import { BoardSession } from './board-session.js';
import { Caller } from './caller.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('auth')
export class BoardSessionController {
  constructor(private readonly session: BoardSession) {}

  @Post('board-session')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Sets the cookie that opens /admin/queues for an hour.' })
  async open(@Caller() caller: Caller, @Res({ passthrough: true }) response: Response): Promise<void> {
    response.setHeader('Set-Cookie', await this.session.open(caller));
  }
}
