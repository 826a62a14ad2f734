import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { HttpRequest } from './request.js';

const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/;

/** The first layer of all, so that files, refusals and errors carry the id too. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const theirs = request.get('x-request-id');
  const id = theirs !== undefined && ACCEPTED.test(theirs) ? theirs : randomUUID();
  (request as HttpRequest).id = id;
  response.setHeader('x-request-id', id);
  next();
}
