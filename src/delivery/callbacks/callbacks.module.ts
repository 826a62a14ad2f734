import { Module } from '@nestjs/common';
import { Callbacks } from './callbacks.js';
import { CallbacksController } from './callbacks.controller.js';
import { LateFailures } from './late-failures.js';
import { MetaSource } from './meta/meta.source.js';
import { Msg91Source } from './msg91/msg91.source.js';
import { SendgridSource } from './sendgrid/sendgrid.source.js';
import { Amazon } from './ses/amazon.js';
import { Certificates } from './ses/certificates.js';
import { SesSource } from './ses/ses.source.js';
import { TwilioSource } from './twilio/twilio.source.js';

/** The way back. Opened where there is HTTP. */
@Module({
  controllers: [CallbacksController],
  providers: [
    Callbacks,
    LateFailures,
    TwilioSource,
    Msg91Source,
    MetaSource,
    SesSource,
    Certificates,
    Amazon,
    SendgridSource,
  ],
})
export class CallbacksModule {}
