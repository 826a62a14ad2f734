import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Members } from '../identity/access.js';
import { Caller } from '../identity/caller.js';
import { idPipe } from '../platform/http/id-pipe.js';
import { nextLink } from '../platform/http/next-link.js';
import { Feed, noSuchNotification } from './feed.js';
import { FeedItem, FeedQuery, ReadMultiple, ReadView, UnreadView, UpdatedView } from './feed.dto.js';

const notificationId = idPipe(noSuchNotification);

@ApiTags('notifications')
@Members()
@Controller('notifications')
export class FeedController {
  constructor(private readonly feed: Feed) {}

  @Get()
  @ApiOperation({ summary: 'The feed, newest first; `Link: rel="next"` leads on' })
  @ApiOkResponse({ type: [FeedItem] })
  async page(
    @Caller() caller: Caller,
    @Query() query: FeedQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FeedItem[]> {
    const items = await this.feed.page(caller, query);
    const last = items.at(-1);
    if (last && items.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    if (query.offset !== undefined) response.setHeader('X-Total-Count', await this.feed.total(caller, query));
    return items;
  }

  @Get('unread-count')
  @ApiOkResponse({ type: UnreadView })
  async unread(@Caller() caller: Caller): Promise<UnreadView> {
    return await this.feed.unread(caller.userId);
  }

  @Get(':id')
  @ApiOkResponse({ type: FeedItem })
  async item(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<FeedItem> {
    return await this.feed.item(caller, id);
  }

  @Patch('read-all')
  @ApiOperation({ summary: 'Read everything; what has not left is cancelled' })
  @ApiOkResponse({ type: UpdatedView })
  async readAll(@Caller() caller: Caller): Promise<UpdatedView> {
    return { success: true, updatedCount: await this.feed.read(caller.userId, 'all') };
  }

  @Post('read-all')
  @HttpCode(200)
  @ApiOkResponse({ type: UpdatedView })
  async readAllByPost(@Caller() caller: Caller): Promise<UpdatedView> {
    return await this.readAll(caller);
  }

  @Post('read-multiple')
  @HttpCode(200)
  @ApiOkResponse({ type: UpdatedView })
  async readMultiple(
    @Caller() caller: Caller,
    @Body() { notificationIds }: ReadMultiple,
  ): Promise<UpdatedView> {
    return { success: true, updatedCount: await this.feed.read(caller.userId, notificationIds) };
  }

  @Patch(':id/read')
  @ApiOperation({ summary: 'Read one; what has not left of it is cancelled' })
  @ApiOkResponse({ type: ReadView })
  async read(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ReadView> {
    await this.feed.read(caller.userId, [id]);
    const { read, readAt } = await this.feed.item(caller, id);
    return { success: true, notification: { id, read, readAt } };
  }

  @Post(':id/read')
  @HttpCode(200)
  @ApiOkResponse({ type: ReadView })
  async readByPost(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ReadView> {
    return await this.read(caller, id);
  }
}
