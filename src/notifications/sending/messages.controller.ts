import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
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
import { Cancelling } from './cancelling.js';
import { MessageSummary, MessageView } from './message.view.js';
import { MessagesQuery } from './messages.dto.js';
import { Messages, noSuchMessage } from './messages.js';
import { RescheduleMessage } from './reschedule.dto.js';
import { Rescheduling } from './rescheduling.js';

const messageId = idPipe(noSuchMessage);

/** For everybody: who was a head may follow, and call back, what they sent. To speak at another time is for heads. */
@ApiTags('messages')
@Members()
@Controller('messages')
export class MessagesController {
  constructor(
    private readonly messages: Messages,
    private readonly cancelling: Cancelling,
    private readonly rescheduling: Rescheduling,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The messages you sent, newest first; all messages for an ADMIN' })
  @ApiOkResponse({ type: [MessageSummary] })
  async page(
    @Caller() caller: Caller,
    @Query() query: MessagesQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MessageSummary[]> {
    const messages = await this.messages.page(caller, query);
    const last = messages.at(-1);
    if (last && messages.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return messages;
  }

  @Get(':id')
  @ApiOkResponse({ type: MessageView })
  @ApiNotFoundResponse({ description: 'There is none, or somebody else sent it.' })
  async find(@Caller() caller: Caller, @Param('id', messageId) id: string): Promise<MessageView> {
    return await this.messages.find(caller, id);
  }

  @Post(':id/reschedule')
  @HttpCode(200)
  @ApiOperation({ summary: 'Another time for a message that nobody has got yet' })
  @ApiOkResponse({ type: MessageView })
  @ApiForbiddenResponse({ description: 'You may not send it any more; you may still cancel it.' })
  @ApiConflictResponse({ description: 'It is on its way, or ended.' })
  async reschedule(
    @Caller() caller: Caller,
    @Param('id', messageId) id: string,
    @Body() when: RescheduleMessage,
  ): Promise<MessageView> {
    return await this.rescheduling.reschedule(caller, id, when);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What has not left is cancelled, and gone from the feeds that it alone had reached',
  })
  @ApiOkResponse({ type: MessageView })
  @ApiConflictResponse({ description: 'All of it has left.' })
  async cancel(@Caller() caller: Caller, @Param('id', messageId) id: string): Promise<MessageView> {
    return await this.cancelling.cancel(caller, id);
  }
}
