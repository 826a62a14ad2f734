import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { nextLink } from '../../platform/http/next-link.js';
import { Changes } from './changes.js';
import { CommunityEvents, noSuchEvent } from './community-events.js';
import { Decisions } from './decisions.js';
import { ChangeEvent, EventsQuery, ProposeEvent, RejectEvent } from './event.dto.js';
import { EventView, RegistrationView } from './event.view.js';
import { Registrations } from './registrations.js';

const eventId = idPipe(noSuchEvent);

@ApiTags('events')
@Members()
@Controller('events')
export class EventsController {
  constructor(
    private readonly events: CommunityEvents,
    private readonly changes: Changes,
    private readonly decisions: Decisions,
    private readonly registrations: Registrations,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Propose an event; a head approves it' })
  @ApiCreatedResponse({ type: EventView })
  async propose(@Caller() caller: Caller, @Body() proposal: ProposeEvent): Promise<EventView> {
    return await this.events.propose(caller, proposal);
  }

  @Get()
  @ApiOperation({ summary: 'The events, newest first; `Link: rel="next"` leads on' })
  @ApiOkResponse({ type: [EventView] })
  async page(
    @Query() query: EventsQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EventView[]> {
    const events = await this.events.page(query);
    const last = events.at(-1);
    if (last && events.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return events;
  }

  @Get(':id')
  @ApiOkResponse({ type: EventView })
  async find(@Param('id', eventId) id: string): Promise<EventView> {
    return await this.events.find(id);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change an event, as its organiser or who may decide about it',
    description:
      'An approved event whose organiser changes its title, place or time alone has to be approved again.',
  })
  @ApiOkResponse({ type: EventView })
  @ApiForbiddenResponse({ description: 'You are not the organiser, and lead no group that they belong to.' })
  @ApiConflictResponse({ description: 'It has been rejected.' })
  async change(
    @Caller() caller: Caller,
    @Param('id', eventId) id: string,
    @Body() changes: ChangeEvent,
  ): Promise<EventView> {
    return await this.changes.change(caller, id, changes);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve a pending event, as ADMIN or a head of its organiser' })
  @ApiOkResponse({ type: EventView })
  @ApiForbiddenResponse({
    description: 'You lead no group that the organiser belongs to, or are the organiser.',
  })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async approve(@Caller() caller: Caller, @Param('id', eventId) id: string): Promise<EventView> {
    return await this.decisions.approve(caller, id);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject a pending event, as ADMIN or a head of its organiser' })
  @ApiOkResponse({ type: EventView })
  @ApiForbiddenResponse({
    description: 'You lead no group that the organiser belongs to, or are the organiser.',
  })
  @ApiConflictResponse({ description: 'It has been decided already.' })
  async reject(
    @Caller() caller: Caller,
    @Param('id', eventId) id: string,
    @Body() { reason }: RejectEvent,
  ): Promise<EventView> {
    return await this.decisions.reject(caller, id, reason || null);
  }

  @Post(':id/register')
  @ApiOperation({ summary: 'Register for an approved event; doing so again is harmless' })
  @ApiCreatedResponse({ type: RegistrationView })
  @ApiConflictResponse({ description: 'It has not been approved.' })
  async register(@Caller() caller: Caller, @Param('id', eventId) id: string): Promise<RegistrationView> {
    return await this.registrations.register(caller, id);
  }
}
