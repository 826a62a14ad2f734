import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { routeOf, type HttpRequest } from './request.js';

/** One line for each request when it is over: no headers, no body, no address, no path that could hold a secret. */
export function requestLog(log: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = process.hrtime.bigint();
    response.once('close', () => {
      const route = routeOf(request);
      log[levelOf(route, response.statusCode)](
        {
          requestId: (request as HttpRequest).id,
          method: request.method,
          route,
          status: response.statusCode,
          ms: Number((process.hrtime.bigint() - startedAt) / 1_000n) / 1_000,
        },
        response.writableFinished ? 'answered' : 'the caller hung up',
      );
    });
    next();
  };
}

/** Probes come every few seconds and say nothing as long as they go well. */
function levelOf(route: string, status: number): 'error' | 'info' | 'debug' {
  if (route.startsWith('/health') || route === '/metrics') return 'debug';
  return status >= 500 ? 'error' : 'info';
}
