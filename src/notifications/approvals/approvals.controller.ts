import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { nextLink } from '../../platform/http/next-link.js';
import { PageQuery } from '../../platform/http/page-query.js';
import { MessageView } from '../sending/message.view.js';
import { CommunityApproval, RefuseMessage, RequireApproval } from './approvals.dto.js';
import { Approvals, noSuchCommunity } from './approvals.js';
import { nothingWaits } from './decision.js';

const messageId = idPipe(nothingWaits);
const OWN = { description: 'You have sent it yourself.' };
const NOT_YOURS = { description: 'There is none, or it waits for the heads of another community.' };
const OVER = { description: 'Somebody has decided already, or it was cancelled.' };

@ApiTags('messages')
@Members()
@Controller()
export class ApprovalsController {
  constructor(private readonly approvals: Approvals) {}

  @Get('approvals')
  @ApiOperation({ summary: 'The messages that wait for you to approve them, newest first' })
  @ApiOkResponse({ type: [MessageView] })
  async waiting(
    @Caller() caller: Caller,
    @Query() query: PageQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MessageView[]> {
    const messages = await this.approvals.waiting(caller, query);
    const last = messages.at(-1);
    if (last && messages.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return messages;
  }

  @Post('messages/:id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'It goes, now or at the time that its sender chose' })
  @ApiOkResponse({ type: MessageView })
  @ApiForbiddenResponse(OWN)
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiConflictResponse(OVER)
  async approve(@Caller() caller: Caller, @Param('id', messageId) id: string): Promise<MessageView> {
    return await this.approvals.decide(caller, id, { approved: true, reason: null });
  }

  @Post('messages/:id/refuse')
  @HttpCode(200)
  @ApiOperation({ summary: 'It is cancelled, and nobody gets it' })
  @ApiOkResponse({ type: MessageView })
  @ApiForbiddenResponse(OWN)
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiConflictResponse(OVER)
  async refuse(
    @Caller() caller: Caller,
    @Param('id', messageId) id: string,
    @Body() { reason }: RefuseMessage,
  ): Promise<MessageView> {
    return await this.approvals.decide(caller, id, { approved: false, reason: reason?.trim() || null });
  }

  @Put('communities/:id/approval')
  @ApiOperation({ summary: 'To how many people an announcement may go without a second head' })
  @ApiOkResponse({ type: CommunityApproval })
  @ApiForbiddenResponse({ description: 'You are no head of it.' })
  @ApiNotFoundResponse({ description: 'There is no such community.' })
  async require(
    @Caller() caller: Caller,
    @Param('id', idPipe(noSuchCommunity)) id: string,
    @Body() { above }: RequireApproval,
  ): Promise<CommunityApproval> {
    return await this.approvals.require(caller, id, above);
  }
}
