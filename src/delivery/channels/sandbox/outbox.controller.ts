import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../../identity/access.js';
import { Database } from '../../../platform/database/database.js';
import { OutboxQuery, SandboxMailView } from './outbox.dto.js';

@ApiTags('sandbox')
@Controller('sandbox/outbox')
export class OutboxController {
  constructor(private readonly database: Database) {}

  @Get()
  @Roles('ADMIN')
  @ApiOperation({ summary: 'What the sandbox providers would have sent, newest first' })
  @ApiOkResponse({ type: [SandboxMailView] })
  async list(@Query() { channel, to, limit }: OutboxQuery): Promise<SandboxMailView[]> {
    return await this.database.query<SandboxMailView>(
      `SELECT id, channel, 'sandbox' AS provider, "to", subject, body, html, at, delivery_id AS "deliveryId", headers
         FROM sandbox_outbox
        WHERE ($1::channel IS NULL OR channel = $1::channel) AND ($2::text IS NULL OR "to" = $2)
        ORDER BY id DESC LIMIT $3`,
      [channel ?? null, to ?? null, limit],
    );
  }
}
