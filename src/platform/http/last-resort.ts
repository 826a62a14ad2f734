import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NextFunction, Request, Response } from 'express';
import { notFound } from '../errors/app-error.js';
import { asAppError } from './as-app-error.js';
import { consolePage } from './console.js';
import { sendProblem } from './problem.js';

/**
 * The layer behind all others: Nest answers unknown routes only under its prefix. It is added when the
 * application has started, because then everything else is in place.
 */
@Injectable()
export class LastResort implements OnApplicationBootstrap {
  private readonly logger = new Logger(LastResort.name);
  /** Set by `setupHttp` where this process serves the console. */
  consoleFolder: string | undefined;

  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    const adapter = this.host.httpAdapter;
    adapter.use((request: Request, response: Response) => {
      const page = this.consoleFolder && consolePage(this.consoleFolder, request);
      if (page)
        return response.sendFile(page, { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
      sendProblem(request, response, notFound(`There is nothing at ${request.method} ${request.path}`));
    });
    adapter.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
      this.logger.error({ err: error }, 'A request failed');
      sendProblem(request, response, asAppError(error));
    });
  }
}
