import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler } from 'express';

/** The same from `src/` and from `dist/`. */
export const CONSOLE_FOLDER = fileURLToPath(new URL('../../../web/dist', import.meta.url));

const OURS = /^\/(api|docs|docs-json|health|metrics|admin|socket\.io|assets)(\/|$)/;

/** The built console. Files under assets/ have their hash in the name and never change. */
export const consoleFiles = (folder: string): RequestHandler =>
  express.static(folder, {
    redirect: false,
    setHeaders: (response, path) => {
      const hashed = path.startsWith(join(folder, 'assets'));
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

/** The page to answer with where nothing else did: an address that the console's own router knows. */
export function consolePage(folder: string, request: Request): string | undefined {
  const navigates = request.method === 'GET' && request.get('accept')?.includes('text/html');
  if (!navigates || OURS.test(request.path)) return undefined;
  const page = join(folder, 'index.html');
  return existsSync(page) ? page : undefined;
}
