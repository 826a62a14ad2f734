import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { showAllowance } from '../../platform/http/rate-limit.js';
import { AcceptedView } from '../sending/accepted.view.js';
import { noSuchMessage } from '../sending/messages.js';
import { MissedQuery, MissedView, Resend } from './resend.dto.js';
import { Resending } from './resending.js';

const messageId = idPipe(noSuchMessage);

@ApiTags('messages')
@Roles('ADMIN', ...HEAD_ROLES)
@Controller('messages')
export class ResendingController {
  constructor(private readonly resending: Resending) {}

  @Get(':id/missed')
  @ApiOperation({ summary: 'How many of its audience have not got a message, nor will' })
  @ApiOkResponse({ type: MissedView })
  @ApiForbiddenResponse({ description: 'You no longer lead them.' })
  @ApiNotFoundResponse({ description: 'There is none, or somebody else sent it.' })
  @ApiTooManyRequestsResponse({ description: 'Several things that you have asked for are being counted.' })
  async missed(
    @Caller() caller: Caller,
    @Param('id', messageId) id: string,
    @Query() { channels }: MissedQuery,
  ): Promise<MissedView> {
    return { count: await this.resending.missed(caller, id, channels) };
  }

  @Post(':id/resend')
  @HttpCode(202)
  @ApiOperation({
    summary: 'The same words again, to those who have not got them',
    description:
      'A new message to whoever is in the audience by now and has got it neither by this message nor by a re-send of it: who has read it or to whom it has left by one of the channels, or still will, gets nothing. Who wants it by none of them is left alone.',
  })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiForbiddenResponse({ description: 'You no longer lead them, or may not send this type.' })
  @ApiNotFoundResponse({ description: 'There is none, or somebody else sent it.' })
  @ApiConflictResponse({ description: 'Everybody has got it, or it is still on its way.' })
  @ApiTooManyRequestsResponse({
    description: 'You have sent as many as you may within an hour, or several at once.',
  })
  @ApiUnprocessableEntityResponse({ description: 'An event raised it, or it cannot be said twice.' })
  async resend(
    @Caller() caller: Caller,
    @Param('id', messageId) id: string,
    @Body() { channels }: Resend,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedView> {
    const { answer, allowance } = await this.resending.resend(caller, id, channels ?? undefined);
    showAllowance(response, allowance);
    return answer;
  }
}
