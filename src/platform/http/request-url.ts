import type { NextFunction, Request, Response } from 'express';
import { invalid } from '../errors/app-error.js';

/** Refused before anything looks at it: `%` sequences that are no text, and NUL, which PostgreSQL cannot hold. */
export function refuseMalformedUrl(request: Request, _response: Response, next: NextFunction): void {
  next(isText(request.url) ? undefined : invalid('The address holds a percent-encoding that is no text.'));
}

function isText(url: string): boolean {
  try {
    return !decodeURIComponent(url).includes('\0');
  } catch {
    return false;
  }
}
