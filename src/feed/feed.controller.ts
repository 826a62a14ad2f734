import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Members } from '../identity/access.js';
import { Caller } from '../identity/caller.js';
import { idPipe } from '../platform/http/id-pipe.js';
import { nextLink } from '../platform/http/next-link.js';
import { Feed, noSuchNotification } from './feed.js';
import { FeedItem, FeedQuery, UnreadView } from './feed.dto.js';

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
  @ApiOperation({ summary: 'How much of the feed is unread, and how much of that unseen' })
  @ApiOkResponse({ type: UnreadView })
  async unread(@Caller() caller: Caller): Promise<UnreadView> {
    return await this.feed.unread(caller.userId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One notification of yours' })
  @ApiOkResponse({ type: FeedItem })
  async item(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<FeedItem> {
    return await this.feed.item(caller, id);
  }
}
