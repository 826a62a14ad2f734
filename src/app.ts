import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { mountBoard } from './operations/board.js';
import type { Config } from './platform/config/config.js';
import { AppLogger } from './platform/observability/app-logger.js';
import { openQueueBackend } from './platform/queues/backend.js';
import { setupHttp } from './platform/http/setup-http.js';
import { emailStandIn } from './platform/config/stand-in.js';

/** The whole application in its role, ready to listen. */
export async function createApp(config: Config, databaseUrl: string): Promise<NestExpressApplication> {
  const queues = await openQueueBackend(config, databaseUrl);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRole(config, databaseUrl, queues),
    {
      abortOnError: false,
      bodyParser: false,
      bufferLogs: true,
    },
  );
  app.useLogger(app.get(AppLogger));
  const warning = emailStandIn(config);
  if (warning) new Logger('Munadi').warn(warning);
  setupHttp(app, config);
  if (config.role !== 'worker') mountBoard(app);
  return app;
}
