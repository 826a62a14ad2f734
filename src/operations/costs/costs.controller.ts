import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../identity/access.js';
import { CostReport, CostsQuery } from './costs.dto.js';
import { Costs } from './costs.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('admin/costs')
export class CostsController {
  constructor(private readonly costs: Costs) {}

  @Get()
  @ApiOperation({
    summary: 'What messages have cost, and what was saved because they were read in time',
    description: 'By the month in which a message was accepted, 24 months at most.',
  })
  @ApiOkResponse({ type: CostReport })
  async report(@Query() query: CostsQuery): Promise<CostReport> {
    return await this.costs.report(query);
  }
}
