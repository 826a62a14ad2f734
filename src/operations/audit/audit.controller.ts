import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Roles } from '../../identity/access.js';
import { Database } from '../../platform/database/database.js';
import { nextLink } from '../../platform/http/next-link.js';
import { AuditEntryView, AuditQuery } from './audit.dto.js';
import { pageOfEntries } from './entries.sql.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('admin/audit')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Who sent, changed and approved what, newest first' })
  @ApiOkResponse({ type: [AuditEntryView] })
  async page(
    @Query() query: AuditQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AuditEntryView[]> {
    const entries = await pageOfEntries(this.database, query);
    const last = entries.at(-1);
    if (last && entries.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return entries;
  }
}
