import helmet from 'helmet';
import type { RequestHandler } from 'express';

/**
 * One policy for all paths. Swagger UI and Bull Board were made to run under it: their scripts are files of
 * ours, and the web font that Bull Board asks for is refused without harm.
 */
export function securityHeaders(publicUrl: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        // The sockets of the same origin are among them.
        'connect-src': ["'self'"],
        'frame-src': ["'self'"],
        'frame-ancestors': ["'self'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'object-src': ["'none'"],
      },
    },
    // A promise to speak TLS only is for those who do.
    strictTransportSecurity: publicUrl.startsWith('https:'),
  });
}
