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
import { RequestDecisions } from './request-decisions.js';
import { RejectRequest, RequestResource } from './request.dto.js';
import { ResourceRequestView } from './request.view.js';
import { noSuchRequest, ResourceRequests } from './resource-requests.js';

const requestId = idPipe(noSuchRequest);

@ApiTags('resources')
@Members()
@Controller('resources/requests')
export class ResourcesController {
  constructor(
    private readonly requests: ResourceRequests,
    private readonly decisions: RequestDecisions,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Ask for something; a head approves it' })
  @ApiCreatedResponse({ type: ResourceRequestView })
  async request(@Caller() caller: Caller, @Body() wish: RequestResource): Promise<ResourceRequestView> {
    return await this.requests.request(caller, wish);
  }

  @Get(':id')
  @ApiOkResponse({ type: ResourceRequestView })
  @ApiNotFoundResponse({ description: 'Or it is of somebody whom you do not lead.' })
  async show(@Caller() caller: Caller, @Param('id', requestId) id: string): Promise<ResourceRequestView> {
    return await this.requests.show(caller, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve a pending request, as ADMIN or a head of the requester' })
  @ApiOkResponse({ type: ResourceRequestView })
  @ApiForbiddenResponse({ description: 'It is your own.' })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async approve(@Caller() caller: Caller, @Param('id', requestId) id: string): Promise<ResourceRequestView> {
    return await this.decisions.approve(caller, id);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject a pending request, as ADMIN or a head of the requester' })
  @ApiOkResponse({ type: ResourceRequestView })
  @ApiForbiddenResponse({ description: 'It is your own.' })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async reject(
    @Caller() caller: Caller,
    @Param('id', requestId) id: string,
    @Body() { reason }: RejectRequest,
  ): Promise<ResourceRequestView> {
    return await this.decisions.reject(caller, id, reason || null);
  }
}
