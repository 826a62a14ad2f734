import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { AskForStatus, ResolveStatus } from './status-request.dto.js';
import { StatusRequestView } from './status-request.view.js';
import { noSuchStatusRequest, StatusRequests } from './status-requests.js';

const requestId = idPipe(noSuchStatusRequest);

@ApiTags('status requests')
@Members()
@Controller('status-requests')
export class StatusRequestsController {
  constructor(private readonly requests: StatusRequests) {}

  @Post()
  @ApiOperation({ summary: 'Ask a member how things stand, as ADMIN or a head of theirs' })
  @ApiCreatedResponse({ type: StatusRequestView })
  @ApiForbiddenResponse({ description: 'You lead no group that they belong to.' })
  @ApiNotFoundResponse({ description: 'There is no such person.' })
  async ask(@Caller() caller: Caller, @Body() question: AskForStatus): Promise<StatusRequestView> {
    return await this.requests.ask(caller, question);
  }

  @Get(':id')
  @ApiOkResponse({ type: StatusRequestView })
  @ApiNotFoundResponse({ description: 'Or it is of somebody whom you do not lead.' })
  async show(@Caller() caller: Caller, @Param('id', requestId) id: string): Promise<StatusRequestView> {
    return await this.requests.show(caller, id);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer, as the member who was asked' })
  @ApiOkResponse({ type: StatusRequestView })
  @ApiForbiddenResponse({ description: 'Somebody else was asked.' })
  @ApiConflictResponse({ description: 'It has been answered already.' })
  async resolve(
    @Caller() caller: Caller,
    @Param('id', requestId) id: string,
    @Body() { answer }: ResolveStatus,
  ): Promise<StatusRequestView> {
    return await this.requests.resolve(caller, id, answer);
  }
}
