import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { nextLink } from '../../platform/http/next-link.js';
import { DeadLetterQuery, DeadLetterView, Redrive, RedrivenView } from './dead-letters.dto.js';
import { DeadLetters } from './dead-letters.js';
import { decideRedrive } from './decide-redrive.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('admin/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get()
  @ApiOperation({ summary: 'Deliveries that were given up, newest first; `Link: rel="next"` leads on' })
  @ApiOkResponse({ type: [DeadLetterView] })
  async list(
    @Query() { limit, cursor, ...which }: DeadLetterQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeadLetterView[]> {
    const { letters, next } = await this.deadLetters.page(which, limit, cursor);
    if (next !== undefined) response.setHeader('Link', nextLink(request, next));
    return letters;
  }

  @Post('redrive')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send dead letters again: by their ids, by a filter, or all' })
  @ApiAcceptedResponse({ type: RedrivenView })
  async redrive(@Caller() caller: Caller, @Body() wish: Redrive): Promise<RedrivenView> {
    const redriven = await this.deadLetters.redrive(decideRedrive(wish), caller.userId);
    return { success: true, ...redriven };
  }
}
