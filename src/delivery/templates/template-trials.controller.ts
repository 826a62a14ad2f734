import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { LOCALES } from '../../directory/locales.js';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { Catalog } from '../../notifications/catalog/catalog.js';
import { CHANNELS } from '../../notifications/vocabulary.js';
import { addressed, type TemplatePath } from './address.js';
import { Previews } from './previews.js';
import { PreviewTemplate, TestTemplate } from './templates.dto.js';
import { PreviewView, TestSentView } from './templates.view.js';
import { TestSends } from './test-sends.js';

/** Looking at a text before others do. */
@ApiTags('templates')
@ApiParam({ name: 'name', example: 'event-approved' })
@ApiParam({ name: 'channel', enum: CHANNELS })
@ApiParam({ name: 'locale', enum: LOCALES })
@ApiNotFoundResponse()
@Roles('ADMIN')
@Controller('templates/:name/:channel/:locale')
export class TemplateTrialsController {
  constructor(
    private readonly catalog: Catalog,
    private readonly previews: Previews,
    private readonly tests: TestSends,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'How a text looks with the sample: what is given, a version, or what is said now',
  })
  @ApiOkResponse({ type: PreviewView })
  @ApiBadRequestResponse({ description: 'It is no text that messages could say.' })
  async preview(
    @Caller() caller: Caller,
    @Param() path: TemplatePath,
    @Body() asked: PreviewTemplate,
  ): Promise<PreviewView> {
    return await this.previews.preview(caller, addressed(this.catalog, path), asked);
  }

  @Post('test-send')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a version to yourself, marked as a test; what is said now where none is given',
  })
  @ApiAcceptedResponse({ type: TestSentView })
  @ApiForbiddenResponse({ description: '`to` is the address of somebody else.' })
  async testSend(
    @Caller() caller: Caller,
    @Param() path: TemplatePath,
    @Body() asked: TestTemplate,
  ): Promise<TestSentView> {
    return await this.tests.send(caller, addressed(this.catalog, path), asked);
  }
}
