import { Controller, Get, Head, HttpCode, Param, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiNotFoundResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../identity/access.js';
import { Clicks } from './clicks.js';

const TOKEN = { name: 'token', description: 'The end of a tracked link' };

/** Where the links of what went out by email, SMS, push or WhatsApp lead, for the types that follow them. */
@ApiTags('notifications')
@Public()
@ApiParam(TOKEN)
@ApiNotFoundResponse({ description: 'The link is not one of ours, or its message is gone.' })
@Controller('links')
export class ClicksController {
  constructor(private readonly clicks: Clicks) {}

  /** Programs that only look whether there is something have read nothing. Express would have GET answer it. */
  @Head(':token')
  @HttpCode(302)
  @ApiOperation({ summary: 'Where a link leads; nothing is read by asking' })
  @ApiFoundResponse({ description: 'It leads there.' })
  async look(@Param('token') token: string, @Res() response: Response): Promise<void> {
    leadOn(response, (await this.clicks.find(token)).target);
  }

  @Get(':token')
  @HttpCode(302)
  @ApiOperation({ summary: 'Follow a link: its notification is read, and what has not left is cancelled' })
  @ApiFoundResponse({ description: 'It leads to what the message says, and never anywhere else.' })
  async follow(@Param('token') token: string, @Res() response: Response): Promise<void> {
    leadOn(response, await this.clicks.follow(token));
  }
}

const leadOn = (response: Response, target: string): void => {
  response.set('Cache-Control', 'no-store').redirect(302, target);
};
