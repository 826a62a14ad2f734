import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SmtpFallbackProvider } from './email/smtp-fallback.provider.js';
import { SmtpProvider } from './email/smtp.provider.js';
import { FcmProvider } from './push/fcm.provider.js';
import { WebPushProvider } from './push/web-push.provider.js';
import { Providers } from './providers.js';
import { SandboxProvider } from './sandbox/sandbox.provider.js';
import { HttpProvider } from './webhook/http.provider.js';
import { WebhookCalls } from './webhook/webhook-calls.js';
import { WebhookSecrets } from './webhook/webhook-secrets.js';

/** Which providers there are; a worker sends through them, and whoever reports asks which one would be first. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    Providers,
    SmtpProvider,
    SmtpFallbackProvider,
    FcmProvider,
    WebPushProvider,
    HttpProvider,
    SandboxProvider,
    WebhookCalls,
    WebhookSecrets,
  ],
  exports: [Providers, WebhookCalls, WebhookSecrets],
})
export class ChannelsModule {}
