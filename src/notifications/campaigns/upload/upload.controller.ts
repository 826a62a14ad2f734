import { Controller, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { HEAD_ROLES } from '../../../directory/groups/group-kinds.js';
import { Roles } from '../../../identity/access.js';
import { Caller } from '../../../identity/caller.js';
import { Config } from '../../../platform/config/config.js';
import { Campaigns } from '../campaigns.js';
import { UploadQuery } from '../campaign.dto.js';
import { CampaignView } from '../campaign.view.js';
import { bytesOf } from './bytes.js';
import { refuseUnlessCsv } from './csv-type.js';
import { Uploading } from './uploading.js';

@ApiTags('campaigns')
@Controller('campaigns')
export class UploadController {
  constructor(
    private readonly config: Config,
    private readonly uploading: Uploading,
    private readonly campaigns: Campaigns,
  ) {}

  @Post()
  @Roles('ADMIN', ...HEAD_ROLES)
  @ApiOperation({
    summary: 'Upload a CSV of people and what each of them is told; nothing is sent',
    description:
      'The body is the file itself: UTF-8, or UTF-16 with a BOM; separated by comma, semicolon or tab. Its first line names the columns. It is taken whole or not at all.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'email,amount\nasha@example.org,500\n' } })
  @ApiCreatedResponse({ type: CampaignView })
  @ApiForbiddenResponse({ description: 'You lead no group.' })
  @ApiConflictResponse({ description: 'You have 20 that were not sent.' })
  @ApiPayloadTooLargeResponse({ description: 'It is larger than CAMPAIGN_MAX_MB.' })
  @ApiUnsupportedMediaTypeResponse({ description: 'It is no text/csv, or compressed.' })
  @ApiUnprocessableEntityResponse({
    description: 'It is no CSV, has more than CAMPAIGN_MAX_ROWS rows, or its columns have no clear names.',
  })
  async upload(
    @Caller() caller: Caller,
    @Query() { name }: UploadQuery,
    @Req() request: Request,
  ): Promise<CampaignView> {
    const { maxBytes } = this.config.rules.campaigns;
    refuseUnlessCsv(request, maxBytes);
    const id = await this.uploading.upload(caller, name, bytesOf(request, maxBytes));
    return await this.campaigns.find(caller, id);
  }
}
