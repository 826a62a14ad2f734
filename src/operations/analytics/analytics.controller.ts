import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../identity/access.js';
import { AnalyticsQuery, AnalyticsView } from './analytics.dto.js';
import { Analytics } from './analytics.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('admin/analytics')
export class AnalyticsController {
  constructor(private readonly analytics: Analytics) {}

  @Get()
  @ApiOperation({ summary: 'Whether the lanes keep what they promise' })
  @ApiOkResponse({ type: AnalyticsView })
  async show(@Query() { minutes }: AnalyticsQuery): Promise<AnalyticsView> {
    return { minutes, lanes: await this.analytics.lanes(minutes) };
  }
}
