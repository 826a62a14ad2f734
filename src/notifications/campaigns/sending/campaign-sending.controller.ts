import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { HEAD_ROLES } from '../../../directory/groups/group-kinds.js';
import { Roles } from '../../../identity/access.js';
import { Caller } from '../../../identity/caller.js';
import { idPipe } from '../../../platform/http/id-pipe.js';
import { showAllowance } from '../../../platform/http/rate-limit.js';
import { AcceptedView } from '../../sending/accepted.view.js';
import { noSuchCampaign } from '../refusals.js';
import { CampaignMessage, CampaignPreviewRequest } from './campaign-message.dto.js';
import { CampaignPreview } from './campaign-preview.view.js';
import { CampaignPreviews } from './campaign-previews.js';
import { CampaignSending } from './campaign-sending.js';

const campaignId = idPipe(noSuchCampaign);
const NOT_YOURS = { description: 'There is none, or somebody else uploaded it.' };
const UNFILLED = { description: 'The text names a column that the file does not have.' };
const UNMAPPED = { description: 'Nobody has said which column names the people.' };

@ApiTags('campaigns')
@Controller('campaigns/:id')
@Roles('ADMIN', ...HEAD_ROLES)
export class CampaignSendingController {
  constructor(
    private readonly previews: CampaignPreviews,
    private readonly sending: CampaignSending,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Who would get it, and what the first of them would read; its rows are checked' })
  @ApiOkResponse({ type: CampaignPreview })
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiBadRequestResponse(UNFILLED)
  @ApiConflictResponse({ description: 'It was sent.' })
  @ApiUnprocessableEntityResponse(UNMAPPED)
  async preview(
    @Caller() caller: Caller,
    @Param('id', campaignId) id: string,
    @Body() request: CampaignPreviewRequest,
  ): Promise<CampaignPreview> {
    return await this.previews.preview(caller, id, request);
  }

  @Post('send')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a message to the people of its rows, once',
    description:
      '`{{column}}` in the texts is what the row of each says there, and `{{column|friend}}` says friend where that is empty.',
  })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiNotFoundResponse(NOT_YOURS)
  @ApiBadRequestResponse(UNFILLED)
  @ApiForbiddenResponse({ description: 'You may address nobody, or not with this type.' })
  @ApiConflictResponse({
    description: 'It was sent already; or rows are flawed, `report` says how, and `skipFlawed` was not said.',
  })
  @ApiUnprocessableEntityResponse(UNMAPPED)
  @ApiTooManyRequestsResponse({ description: 'You have sent as many as you may within an hour.' })
  async send(
    @Caller() caller: Caller,
    @Param('id', campaignId) id: string,
    @Body() request: CampaignMessage,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedView> {
    const { answer, allowance } = await this.sending.send(caller, id, request);
    showAllowance(response, allowance);
    return answer;
  }
}
