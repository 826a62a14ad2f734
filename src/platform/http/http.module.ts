import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { LoggingModule } from '../observability/logging.module.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyKeys } from './idempotency/idempotency-keys.js';
import { Draining } from './draining.js';
import { LastResort } from './last-resort.js';
import { ProblemFilter } from './problem.filter.js';
import { validationPipe } from './validation.js';

/** The manners that live inside Nest; `setupHttp` adds those in front of it. Needs Config and Database. */
@Module({
  imports: [LoggingModule],
  providers: [
    Draining,
    LastResort,
    IdempotencyKeys,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class HttpModule {}
