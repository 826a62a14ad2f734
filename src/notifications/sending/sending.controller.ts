import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiForbiddenResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { showAllowance } from '../../platform/http/rate-limit.js';
import { AcceptedView } from './accepted.view.js';
import { SendNotification } from './send.dto.js';
import { Sending } from './sending.js';

@ApiTags('messages')
@Controller('notifications')
export class SendingController {
  constructor(private readonly sending: Sending) {}

  @Post()
  @Roles('ADMIN', ...HEAD_ROLES)
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a message to people that you lead, as a head or ADMIN' })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiForbiddenResponse({ description: 'You may not address them, or not with this type.' })
  @ApiUnprocessableEntityResponse({
    description: 'No audience, an unclear one (`scopes` are the groups to choose from), or nobody in it.',
  })
  @ApiTooManyRequestsResponse({ description: 'You have sent as many as you may within an hour.' })
  async send(
    @Caller() caller: Caller,
    @Body() request: SendNotification,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedView> {
    const { answer, allowance } = await this.sending.send(caller, request);
    showAllowance(response, allowance);
    return answer;
  }
}
