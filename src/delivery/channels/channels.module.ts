import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { SmtpFallbackProvider } from './email/smtp-fallback.provider.js';
import { SmtpProvider } from './email/smtp.provider.js';
import { FcmProvider } from './push/fcm.provider.js';
import { WebPushProvider } from './push/web-push.provider.js';
import { Providers } from './providers.js';
import { SandboxProvider } from './sandbox/sandbox.provider.js';
import { Msg91Provider } from './sms/msg91.provider.js';
import { SnsProvider } from './sms/sns.provider.js';
import { TwilioProvider } from './sms/twilio.provider.js';
import { HttpProvider } from './webhook/http.provider.js';
import { WebhookCalls } from './webhook/webhook-calls.js';
import { WebhookSecrets } from './webhook/webhook-secrets.js';
import { MetaProvider } from './whatsapp/meta.provider.js';

/** Which providers there are; a worker sends through them, and whoever reports asks which one would be first. */
@Module({
  imports: [DiscoveryModule, NotificationsModule],
  providers: [
    Providers,
    SmtpProvider,
    SmtpFallbackProvider,
    FcmProvider,
    WebPushProvider,
    TwilioProvider,
    Msg91Provider,
    SnsProvider,
    MetaProvider,
    HttpProvider,
    SandboxProvider,
    WebhookCalls,
    WebhookSecrets,
  ],
  exports: [Providers, WebhookCalls, WebhookSecrets],
})
export class ChannelsModule {}
