import {
  BadRequestException,
  HttpException,
  InternalServerErrorException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { expect, test } from 'vitest';
import { conflict, invalid } from '../errors/app-error.js';
import { asAppError } from './as-app-error.js';

const bodyFailure = (status: number, type: string) =>
  new HttpException('what the parser says', status, {
    cause: Object.assign(new Error('x'), { type, limit: 102_400 }),
  });
const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });

test.each<[string, unknown, number, string, string]>([
  ['one of ours', conflict('Not now.', 3), 409, 'conflict', 'Not now.'],
  [
    'an unknown route',
    new NotFoundException('Cannot GET /api/x?token=t'),
    404,
    'not-found',
    'There is nothing at GET /api/x',
  ],
  ['a pipe of Nest', new BadRequestException('A uuid is expected'), 400, 'bad-request', 'A uuid is expected'],
  ['no JSON', bodyFailure(400, 'entity.parse.failed'), 400, 'bad-request', 'The body is not valid JSON.'],
  [
    'too large',
    bodyFailure(413, 'entity.too.large'),
    413,
    'payload-too-large',
    'The body is larger than 100 KB.',
  ],
  [
    'another charset',
    bodyFailure(415, 'charset.unsupported'),
    415,
    'unsupported-media-type',
    'The body must be in UTF-8.',
  ],
  ['unavailable on purpose', new ServiceUnavailableException('Closing.'), 503, 'unavailable', 'Closing.'],
  [
    'the database is away',
    refused,
    503,
    'unavailable',
    'The database cannot be reached at the moment. Try again shortly.',
  ],
])('%s', (_name, exception, status, code, detail) => {
  expect(asAppError(exception)).toMatchObject({ status, code, detail });
});

test.each<[string, unknown]>([
  ['a bug', new TypeError('secret is undefined')],
  ['a server error of Nest', new InternalServerErrorException('secret')],
  ['something that is no error', 'secret'],
  ['nothing', undefined],
])('%s is a 500 that says nothing of its cause', (_name, exception) => {
  const error = asAppError(exception);
  expect(error).toMatchObject({ status: 500, code: 'internal-error', cause: exception });
  expect(error.detail).not.toContain('secret');
});

test('the verdict says whether it is worth trying again', () => {
  expect(asAppError(refused)).toMatchObject({ verdict: 'retry', retryAfterSeconds: 5 });
  expect(invalid('No.').verdict).toBe('never');
  expect(conflict('Not now.', 3).verdict).toBe('later');
  expect(conflict('Not so.').verdict).toBe('never');
});
