import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels.module.js';
import { WebhookController } from './webhook.controller.js';
import { TestCall } from './test-call.js';
import { Webhooks } from './webhooks.js';

/** Where members say that they want to be called. */
@Module({ imports: [ChannelsModule], controllers: [WebhookController], providers: [Webhooks, TestCall] })
export class WebhookModule {}
