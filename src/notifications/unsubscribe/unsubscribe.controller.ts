import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../identity/access.js';
import { askingPage, stoppedPage } from './page.js';
import { UnsubscribedView } from './unsubscribe.dto.js';
import { Unsubscribing } from './unsubscribing.js';

const NOT_OURS = { description: 'The link is not one of ours, or its reader is gone.' };
const TOKEN = { name: 'token', description: 'The end of the link in an email' };

/** For who has an email in their hands and does not want to sign in. */
@ApiTags('preferences')
@Public()
@ApiParam(TOKEN)
@ApiNotFoundResponse(NOT_OURS)
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(private readonly unsubscribing: Unsubscribing) {}

  @Get(':token')
  @ApiOperation({ summary: 'A page that asks what to stop; nothing is changed by looking at it' })
  @ApiProduces('text/html')
  @ApiOkResponse({ type: String })
  async ask(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const leaving = await this.unsubscribing.find(token);
    asPage(response, askingPage(leaving));
  }

  @Post(':token')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stop emails of this type, or all of them',
    description:
      'One click, as RFC 8058 wants it: what is posted does not matter. What waits to leave is stopped in the same transaction. A second time changes nothing.',
  })
  @ApiQuery({ name: 'all', required: false, description: '`true`: all emails, whatever the type' })
  @ApiProduces('application/json', 'text/html')
  @ApiOkResponse({ type: UnsubscribedView })
  async stop(
    @Param('token') token: string,
    @Query('all') every: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const all = every === 'true';
    const leaving = await this.unsubscribing.find(token);
    await this.unsubscribing.stop(leaving, all);
    if (request.accepts('json', 'html') === 'html') return asPage(response, stoppedPage(leaving, all));
    response
      .set('Cache-Control', 'no-store')
      .json({ success: true, type: all ? null : leaving.type } satisfies UnsubscribedView);
  }
}

const asPage = (response: Response, html: string): void => {
  response.set('Cache-Control', 'no-store').type('html').send(html);
};
