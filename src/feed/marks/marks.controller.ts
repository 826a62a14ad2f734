import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import type { FeedItem } from '../feed.dto.js';
import { Feed, noSuchNotification } from '../feed.js';
import { ArchivedView, ReadMultiple, ReadView, SeenSome, UpdatedView } from './marks.dto.js';
import { Marks } from './marks.js';

const notificationId = idPipe(noSuchNotification);

@ApiTags('notifications')
@Members()
@Controller('notifications')
export class MarksController {
  constructor(
    private readonly marks: Marks,
    private readonly feed: Feed,
  ) {}

  @Patch('read-all')
  @ApiOperation({ summary: 'Read everything; what has not left is cancelled' })
  @ApiOkResponse({ type: UpdatedView })
  async readAll(@Caller() caller: Caller): Promise<UpdatedView> {
    return { success: true, updatedCount: await this.marks.read(caller.userId, 'all') };
  }

  @Post('read-all')
  @HttpCode(200)
  @ApiOperation({ summary: 'The same as PATCH' })
  @ApiOkResponse({ type: UpdatedView })
  async readAllByPost(@Caller() caller: Caller): Promise<UpdatedView> {
    return await this.readAll(caller);
  }

  @Post('read-multiple')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read these; what has not left of them is cancelled' })
  @ApiOkResponse({ type: UpdatedView })
  async readMultiple(
    @Caller() caller: Caller,
    @Body() { notificationIds }: ReadMultiple,
  ): Promise<UpdatedView> {
    return { success: true, updatedCount: await this.marks.read(caller.userId, notificationIds) };
  }

  @Post('seen')
  @HttpCode(200)
  @ApiOperation({ summary: 'See these, or everything; nothing is read by it, and nothing cancelled' })
  @ApiBody({ type: SeenSome, required: false })
  @ApiOkResponse({ type: UpdatedView })
  async seen(@Caller() caller: Caller, @Body() { notificationIds }: SeenSome): Promise<UpdatedView> {
    return { success: true, updatedCount: await this.marks.seen(caller.userId, notificationIds ?? 'all') };
  }

  @Patch(':id/read')
  @ApiOperation({ summary: 'Read one; what has not left of it is cancelled' })
  @ApiOkResponse({ type: ReadView })
  async read(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ReadView> {
    await this.marks.read(caller.userId, [id]);
    return readView(await this.feed.item(caller, id));
  }

  @Post(':id/read')
  @HttpCode(200)
  @ApiOperation({ summary: 'The same as PATCH' })
  @ApiOkResponse({ type: ReadView })
  async readByPost(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ReadView> {
    return await this.read(caller, id);
  }

  @Post(':id/unread')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make it count as unread again; what reading it has cancelled stays cancelled' })
  @ApiOkResponse({ type: ReadView })
  async unread(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ReadView> {
    await this.marks.unread(caller.userId, [id]);
    return readView(await this.feed.item(caller, id));
  }

  @Post(':id/archive')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put it out of the feed as dealt with: it is read, and what has not left is cancelled',
  })
  @ApiOkResponse({ type: ArchivedView })
  async archive(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ArchivedView> {
    await this.marks.archive(caller.userId, [id]);
    return archivedView(await this.feed.item(caller, id));
  }

  @Post(':id/unarchive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take it back into the feed, read or unread as it is' })
  @ApiOkResponse({ type: ArchivedView })
  async unarchive(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ArchivedView> {
    await this.marks.unarchive(caller.userId, [id]);
    return archivedView(await this.feed.item(caller, id));
  }
}

const readState = ({ id, read, readAt }: FeedItem) => ({ id, read, readAt });

const readView = (item: FeedItem): ReadView => ({ success: true, notification: readState(item) });

const archivedView = (item: FeedItem): ArchivedView => ({
  success: true,
  notification: { ...readState(item), archived: item.archivedAt !== null, archivedAt: item.archivedAt },
});
