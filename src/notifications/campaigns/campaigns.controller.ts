import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Put,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Members, Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { nextLink } from '../../platform/http/next-link.js';
import { PageQuery } from '../../platform/http/page-query.js';
import { MapPeople } from './campaign.dto.js';
import { CampaignView } from './campaign.view.js';
import { Campaigns } from './campaigns.js';
import { Remapping } from './people/remapping.js';
import { noSuchCampaign } from './refusals.js';
import { Reports } from './report/reports.js';
import { RowsQuery, RowView } from './report/row.view.js';

const campaignId = idPipe(noSuchCampaign);
const NOT_YOURS = { description: 'There is none, or somebody else uploaded it.' };

/** Who was a head may look at what they uploaded, and delete it. */
@ApiTags('campaigns')
@Members()
@Controller('campaigns')
export class CampaignsController {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly remapping: Remapping,
    private readonly reports: Reports,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The campaigns you uploaded, newest first' })
  @ApiOkResponse({ type: [CampaignView] })
  async page(
    @Caller() caller: Caller,
    @Query() query: PageQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CampaignView[]> {
    const campaigns = await this.campaigns.page(caller, query);
    const last = campaigns.at(-1);
    if (last && campaigns.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return campaigns;
  }

  @Get(':id')
  @ApiOkResponse({ type: CampaignView })
  @ApiNotFoundResponse(NOT_YOURS)
  async find(@Caller() caller: Caller, @Param('id', campaignId) id: string): Promise<CampaignView> {
    return await this.campaigns.find(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete it and its rows; what was sent stays sent' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiConflictResponse({ description: 'Its message has not reached everybody yet.' })
  async remove(@Caller() caller: Caller, @Param('id', campaignId) id: string): Promise<void> {
    await this.campaigns.remove(caller, id);
  }

  @Put(':id/mapping')
  @Roles('ADMIN', ...HEAD_ROLES)
  @ApiOperation({ summary: 'Say which column names the people, and by what; all rows are checked anew' })
  @ApiOkResponse({ type: CampaignView })
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiConflictResponse({ description: 'It was sent.' })
  async map(
    @Caller() caller: Caller,
    @Param('id', campaignId) id: string,
    @Body() mapping: MapPeople,
  ): Promise<CampaignView> {
    await this.remapping.map(caller, id, mapping);
    return await this.campaigns.find(caller, id);
  }

  @Get(':id/rows')
  @ApiOperation({ summary: 'Row by row, whom it means or what is wrong with it' })
  @ApiOkResponse({ type: [RowView] })
  @ApiNotFoundResponse(NOT_YOURS)
  async rows(
    @Caller() caller: Caller,
    @Param('id', campaignId) id: string,
    @Query() query: RowsQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RowView[]> {
    const rows = await this.reports.rows(caller, id, query);
    const last = rows.at(-1);
    if (last && rows.length === query.limit) {
      response.setHeader('Link', nextLink(request, String(last.number)));
    }
    return rows;
  }

  @Get(':id/report.csv')
  @ApiOperation({ summary: 'The flawed rows as a file for a spreadsheet, to be mended' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse(NOT_YOURS)
  async report(@Caller() caller: Caller, @Param('id', campaignId) id: string): Promise<StreamableFile> {
    const lines = await this.reports.file(caller, id);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="report.csv"',
    });
  }
}
