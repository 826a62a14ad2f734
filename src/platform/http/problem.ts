import type { Request, Response } from 'express';
import type { AppError, FieldError } from '../errors/app-error.js';
import { answerAndHangUp, restIsLong } from './hang-up.js';
import type { HttpRequest } from './request.js';

/** RFC 9457. The type is a name, not an address: the code says what happened, for programs. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  requestId: string;
  errors?: FieldError[];
}

export function sendProblem(request: Request, response: Response, error: AppError): void {
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', error.retryAfterSeconds);
  if (error.headers) response.set(error.headers);
  const problem: Problem = {
    ...error.also,
    type: `urn:munadi:problem:${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.detail,
    requestId: (request as HttpRequest).id,
    ...(error.errors && { errors: error.errors }),
  };
  const answer = JSON.stringify(problem);
  response.status(error.status).type('application/problem+json');
  if (restIsLong(request)) answerAndHangUp(request, response, answer);
  else response.send(answer);
}

const titleOf = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
