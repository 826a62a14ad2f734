import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, invalid } from '../errors/app-error.js';
import { flawIn, MAX_VALUES } from './body-flaws.js';

interface Size {
  kb: number;
  /** Of fields and items. */
  values: number;
}

/** More values than the ids that fit. */
const USUAL: Size = { kb: 100, values: MAX_VALUES };
/** Room for 50,000 ids of people. */
const NAMES_MANY: Size = { kb: 2_200, values: 51_000 };

/** Below `/api`; only these may be longer than usual. */
const NAMING_MANY = /^\/(notifications|audiences\/(preview|saved(\/[^/]+)?)|schedules(\/[^/]+)?)$/;
const sizeOf = (request: Request): Size => (NAMING_MANY.test(request.path) ? NAMES_MANY : USUAL);

/** What mail programs post when somebody unsubscribes, as form or multipart: all that counts is in the address. */
const LEFT_UNREAD = /^\/unsubscribe\/[^/]+$/;
/** Signed byte by byte, and in whatever type its provider likes: whoever knows the signature parses it. */
const SIGNED = /^\/callbacks\/[^/]+\/?$/;
/** As much as Meta says it sends at once. */
const signedBytes = express.raw({ type: () => true, limit: '3mb', inflate: false });

/** JSON and nothing else, but for the two above: a parsed body is data that every later layer can walk without harm. */
export const jsonBody: RequestHandler[] = [
  takeSigned,
  ...[refuseOtherTypes, parse, refuseFlaws].map(unlessExempt),
];

function takeSigned(request: Request, response: Response, next: NextFunction): void {
  if (!SIGNED.test(request.path)) return next();
  signedBytes(request, response, next);
}

function unlessExempt(layer: RequestHandler): RequestHandler {
  return (request, response, next) =>
    LEFT_UNREAD.test(request.path) || SIGNED.test(request.path) ? next() : layer(request, response, next);
}

const parsers = new Map(
  [USUAL, NAMES_MANY].map((size) => [size, express.json({ limit: `${size.kb}kb`, inflate: false })]),
);

function parse(request: Request, response: Response, next: NextFunction): void {
  parsers.get(sizeOf(request))?.(request, response, next);
}

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
  const flaw = flawIn(request.body, sizeOf(request).values);
  next(flaw && invalid('The body cannot be taken as it is.', [flaw]));
}
