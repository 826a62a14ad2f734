import { Body, Controller, Delete, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Members } from '../../../identity/access.js';
import { Caller } from '../../../identity/caller.js';
import { SaveWebhook, WebhookTestView, WebhookView, WebhookWithSecret } from './webhook.dto.js';
import { TestCall } from './test-call.js';
import { Webhooks } from './webhooks.js';

@ApiTags('webhook')
@Members()
@Controller('webhook')
export class WebhookController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly testCall: TestCall,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Where you are called, and how that goes' })
  @ApiOkResponse({ type: WebhookView })
  async find(@Caller() caller: Caller): Promise<WebhookView> {
    return await this.webhooks.of(caller.userId);
  }

  @Put()
  @ApiOperation({
    summary: 'Be called at this address',
    description:
      'The first one gets a secret, shown once; another one in its place keeps it. One that was switched off is called again.',
  })
  @ApiOkResponse({ type: WebhookWithSecret })
  @ApiCreatedResponse({ type: WebhookWithSecret })
  async save(
    @Caller() caller: Caller,
    @Body() wanted: SaveWebhook,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookWithSecret> {
    const { created, webhook } = await this.webhooks.save(caller.userId, wanted);
    response.status(created ? 201 : 200);
    return webhook;
  }

  // 200 and not 201: the answer is kept for no Idempotency-Key, because there is a secret in it.
  @Post('rotate')
  @HttpCode(200)
  @ApiOperation({ summary: 'A new secret, shown once; the one before it signs too for 24 hours' })
  @ApiOkResponse({ type: WebhookWithSecret })
  async rotate(@Caller() caller: Caller): Promise<WebhookWithSecret> {
    return await this.webhooks.rotate(caller.userId);
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Call it now with a test, and see what comes back; every ten seconds' })
  @ApiOkResponse({ type: WebhookTestView })
  async tryOut(@Caller() caller: Caller): Promise<WebhookTestView> {
    return await this.testCall.run(caller.userId);
  }

  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It is not called any more.' })
  async remove(@Caller() caller: Caller): Promise<void> {
    await this.webhooks.remove(caller.userId);
  }
}
