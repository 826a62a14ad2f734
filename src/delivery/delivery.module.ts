import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { SmtpProvider } from './channels/email/smtp.provider.js';
import { Providers } from './channels/providers.js';
import { SandboxProvider } from './channels/sandbox/sandbox.provider.js';
import { Deliverer } from './deliverer.js';
import { DigestEmails } from './digests/digest-emails.js';
import { Digests } from './digests/digests.js';
import { DueDigests } from './digests/due-digests.js';
import { Punctuality } from './punctuality.js';
import { Sender } from './sender.js';

/** How it leaves. Opened where there are workers. */
@Module({
  imports: [DiscoveryModule, NotificationsModule],
  providers: [
    Deliverer,
    Digests,
    DigestEmails,
    DueDigests,
    Punctuality,
    Sender,
    Providers,
    SmtpProvider,
    SandboxProvider,
  ],
  exports: [DueDigests],
})
export class DeliveryModule {}
