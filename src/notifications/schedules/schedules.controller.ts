import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Members, Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { nextLink } from '../../platform/http/next-link.js';
import { PageQuery } from '../../platform/http/page-query.js';
import { NewSchedule, ScheduleChanges } from './schedule.dto.js';
import { ScheduleSummary, ScheduleView } from './schedule.view.js';
import { noSuchSchedule, Schedules } from './schedules.js';

const scheduleId = idPipe(noSuchSchedule);
const NOT_YOURS = { description: 'There is none, or somebody else made it.' };

/** Making one is for heads; who was a head may follow, and end, what they made. */
@ApiTags('schedules')
@Members()
@Controller('schedules')
export class SchedulesController {
  constructor(private readonly schedules: Schedules) {}

  @Post()
  @Roles('ADMIN', ...HEAD_ROLES)
  @ApiOperation({ summary: 'Send a message again and again, to people that you lead' })
  @ApiCreatedResponse({ type: ScheduleView })
  @ApiForbiddenResponse({ description: 'You may not address them, or not with this type.' })
  @ApiConflictResponse({ description: 'You have 100 that go on.' })
  @ApiUnprocessableEntityResponse({
    description: 'It would never be sent, or not before `endsAt`; or as of `POST /notifications`.',
  })
  async create(@Caller() caller: Caller, @Body() schedule: NewSchedule): Promise<ScheduleView> {
    return await this.schedules.create(caller, schedule);
  }

  @Get()
  @ApiOperation({ summary: 'The schedules you made, newest first; all schedules for an ADMIN' })
  @ApiOkResponse({ type: [ScheduleSummary] })
  async page(
    @Caller() caller: Caller,
    @Query() query: PageQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScheduleSummary[]> {
    const schedules = await this.schedules.page(caller, query);
    const last = schedules.at(-1);
    if (last && schedules.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return schedules;
  }

  @Get(':id')
  @ApiOkResponse({ type: ScheduleView })
  @ApiNotFoundResponse(NOT_YOURS)
  async find(@Caller() caller: Caller, @Param('id', scheduleId) id: string): Promise<ScheduleView> {
    return await this.schedules.find(caller, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change what is given and answer the whole' })
  @ApiOkResponse({ type: ScheduleView })
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiConflictResponse({ description: 'It has ended.' })
  async change(
    @Caller() caller: Caller,
    @Param('id', scheduleId) id: string,
    @Body() changes: ScheduleChanges,
  ): Promise<ScheduleView> {
    return await this.schedules.change(caller, id, changes);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'End it; what has been sent is cancelled by `POST /messages/:id/cancel`' })
  @ApiOkResponse({ type: ScheduleView })
  @ApiNotFoundResponse(NOT_YOURS)
  async cancel(@Caller() caller: Caller, @Param('id', scheduleId) id: string): Promise<ScheduleView> {
    return await this.schedules.cancel(caller, id);
  }
}
