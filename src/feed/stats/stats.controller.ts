import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { sinceOf, StatsQuery, StatsView } from './stats.dto.js';
import { Stats } from './stats.js';

/** Has to be listed before the feed, whose `:id` would answer for it. */
@ApiTags('notifications')
@Members()
@Controller('notifications')
export class StatsController {
  constructor(private readonly stats: Stats) {}

  @Get('stats')
  @ApiOperation({ summary: 'What you got lately, and what became of it' })
  @ApiOkResponse({ type: StatsView })
  async find(@Caller() caller: Caller, @Query() query: StatsQuery): Promise<StatsView> {
    return await this.stats.of(caller.userId, sinceOf(query));
  }
}
