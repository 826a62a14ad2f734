import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { PinoLogger } from 'nestjs-pino';
import type { Config } from '../config/config.js';
import { jsonBody } from './body.js';
import { CONSOLE_FOLDER, consoleFiles } from './console.js';
import { LastResort } from './last-resort.js';
import { serveDocs } from './openapi.js';
import { requestId } from './request-id.js';
import { requestLog } from './request-log.js';
import { refuseMalformedUrl } from './request-url.js';
import { securityHeaders } from './security-headers.js';

/** What browsers of other origins may read besides the body. */
const EXPOSED_HEADERS = [
  'x-request-id',
  'Link',
  'X-Total-Count',
  'Idempotency-Replayed',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
];

/**
 * The layers in front of the controllers, outermost first, for an application that imports `HttpModule` and
 * was created with `bodyParser: false`. To be called before `init` or `listen`.
 */
export function setupHttp(
  app: NestExpressApplication,
  config: Config,
  consoleFolder: string = CONSOLE_FOLDER,
): void {
  setTimeouts(app.getHttpServer());
  app.disable('x-powered-by');
  app.setGlobalPrefix('api', { exclude: ['health/{*path}', 'metrics', 'docs', 'admin/queues/{*path}'] });

  app.use(requestId);
  app.use(requestLog(PinoLogger.root));
  app.use(securityHeaders(config.http.publicUrl));
  app.use(refuseMalformedUrl);
  if (config.role === 'worker') return;

  allowOrigins(app, config.http.corsOrigins);
  app.use('/api', ...jsonBody);
  serveDocs(app);
  app.use(consoleFiles(consoleFolder));
  app.get(LastResort).consoleFolder = consoleFolder;
}

function allowOrigins(app: NestExpressApplication, origins: string[]): void {
  if (origins.length === 0) return;
  app.enableCors({
    origin: origins.includes('*') ? '*' : origins,
    credentials: false,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
}

function setTimeouts(server: Server): void {
  server.headersTimeout = 10_000;
  // For files; what is parsed as a whole has less time.
  server.requestTimeout = 300_000;
  // Longer than the 60 s of the usual load balancer, so that it is the one who hangs up.
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
}
