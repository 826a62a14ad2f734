import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpApp } from '../../../test/support/http-app.js';

let folder: string;
let app: Awaited<ReturnType<typeof httpApp>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Munadi</title>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {}');
  app = await httpApp({ consoleFolder: folder });
});
afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true });
});

const open = (path: string, accept = 'text/html,*/*', method = 'GET') =>
  fetch(app.url + path, { method, headers: { accept } });

test.each(['/', '/index.html', '/announcements/new', '/inbox?unread=1'])('%s is the page', async (path) => {
  const response = await open(path);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  expect(await response.text()).toContain('<title>');
  expect(response.headers.get('content-security-policy')).not.toBeNull();
});

test('files with a hash in their name are kept for ever', async () => {
  const { headers } = await open('/assets/main-1a2b.js', '*/*');
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test.each<[string, string, string?]>([
  ['/assets/gone-9z.js', 'text/html'],
  ['/inbox', '*/*'],
  ['/inbox', 'application/json'],
  ['/inbox', 'text/html', 'POST'],
  ['/api/nothing', 'text/html'],
  ['/docs/nothing', 'text/html'],
  ['/admin/nothing', 'text/html'],
  ['/metrics/nothing', 'text/html'],
  ['/..%2f..%2fetc%2fpasswd', '*/*'],
])('%s for %s is a problem', async (path, accept, method) => {
  const response = await open(path, accept, method);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toMatch(/problem\+json/);
});
