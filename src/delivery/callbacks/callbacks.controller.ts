import { Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../identity/access.js';
import { Config } from '../../platform/config/config.js';
import { forbidden, notFound } from '../../platform/errors/app-error.js';
import { Callbacks } from './callbacks.js';
import { MetaSource } from './meta/meta.source.js';

/** Open to the world: what comes in is believed by its provider's signature or not at all. */
@ApiTags('callbacks')
@Public()
@Controller('callbacks')
export class CallbacksController {
  constructor(
    private readonly config: Config,
    private readonly callbacks: Callbacks,
    private readonly meta: MetaSource,
  ) {}

  @Get('meta')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOperation({ summary: 'Meta asks whether this is the address that was registered' })
  verify(@Req() request: Request): string {
    if (!this.meta.configured) throw notFound('Nobody calls back here.');
    const answer = this.meta.answerTo(request.query);
    if (answer === undefined) throw forbidden('That is not the word.');
    return answer;
  }

  @Post(':provider')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a provider reports, signed in its own way' })
  @ApiParam({ name: 'provider', enum: ['twilio', 'msg91', 'meta', 'ses', 'sendgrid'] })
  async take(@Param('provider') provider: string, @Req() request: Request): Promise<void> {
    const body: unknown = request.body;
    await this.callbacks.take(provider, {
      raw: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      url: this.config.http.publicUrl.replace(/\/$/, '') + request.originalUrl,
      header: (name) => request.get(name),
    });
  }
}
