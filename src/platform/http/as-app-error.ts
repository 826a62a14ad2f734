import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { AppError, invalid, unavailable, unexpected } from '../errors/app-error.js';
import { isDatabaseUnavailable } from '../errors/database-unavailable.js';

/** What the body parser calls its failures, in words for whoever sent the body. */
const BODY_FAILURES: Record<string, string> = {
  'entity.parse.failed': 'The body is not valid JSON.',
  'charset.unsupported': 'The body must be in UTF-8.',
  'encoding.unsupported': 'The body must not be compressed.',
  'request.aborted': 'The body ended before it was complete.',
  'request.size.invalid': 'The body is not as long as its Content-Length says.',
};

/** Gives every failure a code, a status and a sentence; the whole decision of what a caller gets to see. */
export function asAppError(exception: unknown): AppError {
  if (exception instanceof AppError) return exception;
  if (isDatabaseUnavailable(exception)) {
    return unavailable('The database cannot be reached at the moment. Try again shortly.', exception);
  }
  if (exception instanceof HttpException) return fromHttpException(exception);
  if (exception instanceof URIError) return invalid('The address holds a percent-encoding that is no text.');
  return unexpected(exception);
}

function fromHttpException(exception: HttpException): AppError {
  const status = exception.getStatus();
  if (status === 503) return unavailable(exception.message, exception);
  if (status >= 500) return unexpected(exception);
  const code = (STATUS_CODES[status] ?? 'error').toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return new AppError({ code, status, verdict: 'never' }, detailOf(exception), { cause: exception.cause });
}

function detailOf(exception: HttpException): string {
  const { type, limit } = (exception.cause ?? {}) as { type?: unknown; limit?: number };
  if (type === 'entity.too.large') return `The body is larger than ${Math.floor((limit ?? 0) / 1_024)} KB.`;
  const known = typeof type === 'string' ? BODY_FAILURES[type] : undefined;
  // "Cannot GET /x?y" is what the router says when nothing is there.
  return known ?? exception.message.replace(/^Cannot ([A-Z]+ [^?]*).*/s, 'There is nothing at $1');
}
