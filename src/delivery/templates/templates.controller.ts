import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
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
import { Templates } from '../../notifications/templates/templates.js';
import { CHANNELS } from '../../notifications/vocabulary.js';
import { addressed, type TemplatePath } from './address.js';
import { TemplateViews } from './template-views.js';
import { MaybeVersion, NewTemplate, WhichVersion } from './templates.dto.js';
import { TemplateSummary, TemplateView } from './templates.view.js';

const PATH = ':name/:channel/:locale';

@ApiTags('templates')
@ApiParam({ name: 'name', example: 'event-approved', description: 'Or a type that is told in one way only' })
@ApiParam({ name: 'channel', enum: CHANNELS })
@ApiParam({ name: 'locale', enum: LOCALES })
@ApiNotFoundResponse()
@ApiConflictResponse({ description: 'The type is told in several ways; the answer names them.' })
@Roles('ADMIN')
@Controller('templates')
export class TemplatesController {
  constructor(
    private readonly catalog: Catalog,
    private readonly templates: Templates,
    private readonly views: TemplateViews,
  ) {}

  @Get(PATH)
  @ApiOperation({ summary: 'A text: that of the file, what is said now, and every version' })
  @ApiOkResponse({ type: TemplateView })
  async show(@Param() path: TemplatePath): Promise<TemplateView> {
    return await this.views.show(addressed(this.catalog, path));
  }

  @Put(PATH)
  @ApiOperation({ summary: 'Save a text as a new version, which is said once it is published' })
  @ApiOkResponse({ type: TemplateView })
  @ApiBadRequestResponse({ description: 'It is no text that messages could say.' })
  async save(
    @Caller() caller: Caller,
    @Param() path: TemplatePath,
    @Body() { subject, body }: NewTemplate,
  ): Promise<TemplateView> {
    const { templatable, key } = addressed(this.catalog, path);
    await this.templates.save(caller, templatable, key, { subject: subject ?? null, body });
    return await this.views.show({ templatable, key });
  }

  @Post(`${PATH}/publish`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Say a version in every message that is taken in from now on' })
  @ApiOkResponse({ type: TemplateView })
  async publish(
    @Caller() caller: Caller,
    @Param() path: TemplatePath,
    @Body() { version }: WhichVersion,
  ): Promise<TemplateView> {
    const at = addressed(this.catalog, path);
    await this.templates.publish(caller, at.key, version);
    return await this.views.show(at);
  }

  @Post(`${PATH}/rollback`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Say an older version again; the published one before it where none is given' })
  @ApiOkResponse({ type: TemplateView })
  async rollBack(
    @Caller() caller: Caller,
    @Param() path: TemplatePath,
    @Body() { version }: MaybeVersion,
  ): Promise<TemplateView> {
    const at = addressed(this.catalog, path);
    await this.templates.rollBack(caller, at.key, version);
    return await this.views.show(at);
  }
}

@ApiTags('templates')
@Roles('ADMIN')
@Controller('templates')
export class TemplateListController {
  constructor(private readonly views: TemplateViews) {}

  @Get()
  @ApiOperation({
    summary: 'Everything that is said, and which version of it on each channel and in each language',
  })
  @ApiOkResponse({ type: [TemplateSummary] })
  async list(): Promise<TemplateSummary[]> {
    return await this.views.list();
  }
}
