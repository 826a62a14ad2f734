import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
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
import { Members, Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { NewTopic, TopicChanges, TopicView } from './topic.dto.js';
import { Topics } from './topics.js';

const NOT_YOURS = { description: 'No group of yours has such a topic.' };

@ApiTags('topics')
@Members()
@Controller('topics')
export class TopicsController {
  constructor(private readonly topics: Topics) {}

  @Get()
  @ApiOperation({ summary: 'The topics of your groups, and of those that you may address' })
  @ApiOkResponse({ type: [TopicView] })
  async list(@Caller() caller: Caller): Promise<TopicView[]> {
    return await this.topics.list(caller);
  }

  @Post()
  @Roles('ADMIN', ...HEAD_ROLES)
  @ApiOperation({ summary: 'Open a topic in a group that you lead' })
  @ApiCreatedResponse({ type: TopicView })
  @ApiForbiddenResponse({ description: 'You do not lead the group.' })
  @ApiConflictResponse({ description: 'There is one of this name, or the group has 100 of them.' })
  async create(@Caller() caller: Caller, @Body() topic: NewTopic): Promise<TopicView> {
    return await this.topics.create(caller, topic);
  }

  @Patch(':name')
  @ApiOperation({ summary: 'Say better what it is about' })
  @ApiOkResponse({ type: TopicView })
  @ApiForbiddenResponse({ description: 'You do not lead its group.' })
  @ApiNotFoundResponse(NOT_YOURS)
  async change(
    @Caller() caller: Caller,
    @Param('name') name: string,
    @Body() changes: TopicChanges,
  ): Promise<TopicView> {
    return await this.topics.change(caller, name, changes);
  }

  @Delete(':name')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It is gone, and nobody follows it any more.' })
  @ApiForbiddenResponse({ description: 'You do not lead its group.' })
  @ApiNotFoundResponse(NOT_YOURS)
  async remove(@Caller() caller: Caller, @Param('name') name: string): Promise<void> {
    await this.topics.remove(caller, name);
  }

  @Post(':name/join')
  @HttpCode(200)
  @ApiOperation({ summary: 'Follow it; again it changes nothing' })
  @ApiOkResponse({ type: TopicView })
  @ApiForbiddenResponse({ description: 'You lead its group and do not belong to it.' })
  @ApiNotFoundResponse(NOT_YOURS)
  async join(@Caller() caller: Caller, @Param('name') name: string): Promise<TopicView> {
    return await this.topics.join(caller, name);
  }

  @Post(':name/leave')
  @HttpCode(200)
  @ApiOperation({ summary: 'Follow it no more' })
  @ApiOkResponse({ type: TopicView })
  @ApiNotFoundResponse(NOT_YOURS)
  async leave(@Caller() caller: Caller, @Param('name') name: string): Promise<TopicView> {
    return await this.topics.leave(caller, name);
  }
}
