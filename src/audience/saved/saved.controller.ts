import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { HEAD_ROLES } from '../../directory/groups/group-kinds.js';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { noSuchSavedAudience, SavedAudiences } from './saved-audiences.js';
import { SaveAudience, SavedAudienceView } from './saved.dto.js';

const savedId = idPipe(noSuchSavedAudience);

@ApiTags('audiences')
@Roles('ADMIN', ...HEAD_ROLES)
@Controller('audiences/saved')
export class SavedAudiencesController {
  constructor(private readonly saved: SavedAudiences) {}

  @Get()
  @ApiOperation({ summary: 'The audiences that you have saved, by name' })
  @ApiOkResponse({ type: [SavedAudienceView] })
  async list(@Caller() caller: Caller): Promise<SavedAudienceView[]> {
    return await this.saved.list(caller);
  }

  @Post()
  @ApiOperation({ summary: 'Save an audience, to choose it as { "saved": id }' })
  @ApiCreatedResponse({ type: SavedAudienceView })
  @ApiForbiddenResponse({ description: 'You may not address them all.' })
  @ApiConflictResponse({ description: 'You have one of this name, or 100 of them.' })
  async save(@Caller() caller: Caller, @Body() audience: SaveAudience): Promise<SavedAudienceView> {
    return await this.saved.save(caller, audience);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change it; what was sent to it stays as it is' })
  @ApiOkResponse({ type: SavedAudienceView })
  @ApiForbiddenResponse({ description: 'You may not address them all.' })
  @ApiNotFoundResponse({ description: 'You have no such one.' })
  @ApiConflictResponse({ description: 'You have another one of this name.' })
  async replace(
    @Caller() caller: Caller,
    @Param('id', savedId) id: string,
    @Body() audience: SaveAudience,
  ): Promise<SavedAudienceView> {
    return await this.saved.replace(caller, id, audience);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It is gone. What was sent to it stays as it is.' })
  @ApiNotFoundResponse({ description: 'You have no such one.' })
  async remove(@Caller() caller: Caller, @Param('id', savedId) id: string): Promise<void> {
    await this.saved.remove(caller, id);
  }
}
