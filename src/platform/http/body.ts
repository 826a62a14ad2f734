import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, invalid } from '../errors/app-error.js';
import { flawIn, MAX_VALUES } from './body-flaws.js';

const PATIENCE_MS = 30_000;

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
/** A file of any length: who takes it in reads it, and nobody else. */
const STREAMED = /^\/campaigns\/?$/;
/** As much as Meta says it sends at once. */
const signedBytes = inTime(express.raw({ type: () => true, limit: '3mb', inflate: false }));

/** JSON and nothing else, but for the three above: a parsed body is data that every later layer can walk without harm. */
export const jsonBody: RequestHandler[] = [
  takeSigned,
  ...[refuseOtherTypes, parse, refuseFlaws].map(unlessExempt),
];

function takeSigned(request: Request, response: Response, next: NextFunction): void {
  if (!SIGNED.test(request.path)) return next();
  signedBytes(request, response, next);
}

function unlessExempt(layer: RequestHandler): RequestHandler {
  return (request, response, next) => (isExempt(request) ? next() : layer(request, response, next));
}

const isExempt = ({ path, method }: Request): boolean =>
  LEFT_UNREAD.test(path) || SIGNED.test(path) || (method === 'POST' && STREAMED.test(path));

const parsers = new Map(
  [USUAL, NAMES_MANY].map((size) => [size, inTime(express.json({ limit: `${size.kb}kb`, inflate: false }))]),
);

function parse(request: Request, response: Response, next: NextFunction): void {
  parsers.get(sizeOf(request))?.(request, response, next);
}

/** A body that is kept in memory has to be there soon. */
function inTime(parser: RequestHandler): RequestHandler {
  return (request, response, next) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      next(tooSlow());
    }, PATIENCE_MS);
    parser(request, response, (failure) => {
      clearTimeout(timer);
      if (!late) next(failure);
    });
  };
}

const tooSlow = () =>
  new AppError(
    { code: 'request-timeout', status: 408, verdict: 'retry' },
    `The body has not arrived within ${PATIENCE_MS / 1_000} seconds.`,
  );

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
