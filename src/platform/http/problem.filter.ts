import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asAppError } from './as-app-error.js';
import { sendProblem } from './problem.js';

/** The one place where a failure becomes an answer. What is our fault is logged with its cause. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    // Sockets have their own way to say no.
    if (host.getType() !== 'http') throw exception;
    const error = asAppError(exception);
    if (error.status === 503) this.logger.warn({ err: error.cause ?? error }, 'Something we need is away');
    else if (error.status >= 500) this.logger.error({ err: error.cause ?? error }, 'A request failed');
    const http = host.switchToHttp();
    sendProblem(http.getRequest<Request>(), http.getResponse<Response>(), error);
  }
}
