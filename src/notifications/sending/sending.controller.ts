import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiForbiddenResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
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
  async send(@Caller() caller: Caller, @Body() request: SendNotification): Promise<AcceptedView> {
    return await this.sending.send(caller, request);
  }
}
