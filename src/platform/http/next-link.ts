import type { Request } from 'express';

/** The `Link` header that leads to the page after this one: the same question, from the last id it answered. */
export function nextLink(request: Request, cursor: string): string {
  const url = new URL(request.originalUrl, 'http://host');
  url.searchParams.set('cursor', cursor);
  url.searchParams.delete('offset');
  return `<${url.pathname}${url.search}>; rel="next"`;
}
