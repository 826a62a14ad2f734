import type { Request } from 'express';

/** What the layers in front of a handler leave on the request. */
export interface HttpRequest extends Request {
  id: string;
  /** Who calls, as far as the platform needs to tell callers apart; set by whoever has recognised them. */
  callerKey?: string;
}

/**
 * The pattern of the route that answered, like `/api/notifications/:id`: never the path itself, which may
 * carry somebody's token, and never the query.
 */
export function routeOf(request: Request): string {
  const pattern: unknown = request.route?.path;
  // Express takes `baseUrl` away again where nothing answered, whatever its type says.
  const base = (request.baseUrl as string | undefined) ?? '';
  if (typeof pattern === 'string' && !pattern.includes('*')) return base + pattern;
  return base.startsWith('/admin/queues') ? '/admin/queues' : 'none';
}
