import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { PreviewNotification } from './preview.dto.js';
import { PreviewView, ReachView } from './preview.view.js';
import { Previews } from './previews.js';

@ApiTags('audiences')
@ApiExtraModels(ReachView)
@Controller('audiences')
export class PreviewController {
  constructor(private readonly previews: Previews) {}

  @Post('preview')
  @Roles('ADMIN', ...HEAD_ROLES)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Who would get a message before it is sent',
    description:
      'Takes the body of `POST /notifications`, and needs only the audience and the channels of it.',
  })
  @ApiOkResponse({ type: PreviewView })
  @ApiForbiddenResponse({ description: 'You may not address them, or not with this type.' })
  @ApiUnprocessableEntityResponse({ description: 'No audience, or an unclear one.' })
  @ApiTooManyRequestsResponse({ description: 'Several previews of yours are being made.' })
  @ApiServiceUnavailableResponse({ description: 'Counting took too long.' })
  async preview(@Caller() caller: Caller, @Body() request: PreviewNotification): Promise<PreviewView> {
    return await this.previews.preview(caller, request);
  }
}
