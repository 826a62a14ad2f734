import type { Request } from 'express';
import { expect, test } from 'vitest';
import { nextLink } from './next-link.js';

test.each([
  ['/api/events', '/api/events?cursor=id'],
  ['/api/events?limit=2&cursor=before', '/api/events?limit=2&cursor=id'],
  ['/api/notifications?offset=20&read=false', '/api/notifications?read=false&cursor=id'],
  ['//elsewhere.example/api?limit=1', '/api?limit=1&cursor=id'],
])('after %s comes %s', (originalUrl, next) => {
  expect(nextLink({ originalUrl } as Request, 'id')).toBe(`<${next}>; rel="next"`);
});
