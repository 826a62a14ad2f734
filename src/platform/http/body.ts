import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, invalid } from '../errors/app-error.js';
import { flawIn } from './body-flaws.js';

export const BODY_LIMIT_KB = 100;

/** JSON and nothing else: a parsed body is data that every later layer can walk without harm. */
export const jsonBody: RequestHandler[] = [
  refuseOtherTypes,
  express.json({ limit: `${BODY_LIMIT_KB}kb`, inflate: false }),
  refuseFlaws,
];

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  // `is` answers null where there is no body at all.
  const type = request.get('content-length') === '0' ? null : request.is('json');
  if (type !== false) return next();
  next(
    new AppError(
      { code: 'unsupported-media-type', status: 415, verdict: 'never' },
      'The body must be JSON, sent with Content-Type: application/json.',
    ),
  );
}

function refuseFlaws(request: Request, _response: Response, next: NextFunction): void {
  const flaw = flawIn(request.body);
  next(flaw && invalid('The body cannot be taken as it is.', [flaw]));
}
