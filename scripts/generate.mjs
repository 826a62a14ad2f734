// Writes the checked-in files that are made from code. A test fails when one of them differs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { build } from './build.mjs';
import { withThrowAwayDatabase } from './throw-away-database.mjs';

const root = join(import.meta.dirname, '..');

await build('client', 'server');
const { envExample } = await import('../dist/platform/config/env-example.js');

const FILES = {
  '.env.example': envExample,
  'openapi.json': openApi,
};

for (const [name, content] of Object.entries(FILES)) {
  writeFileSync(join(root, name), await content());
  console.log(`Wrote ${name}.`);
}
process.exit();

/** The whole application has to be there for it, with the routes of the demo. */
async function openApi() {
  const { createApp } = await import('../dist/app.js');
  const { loadConfig } = await import('../dist/platform/config/load.js');
  const { openApiDocument } = await import('../dist/platform/http/openapi.js');
  const document = await withThrowAwayDatabase(async (url) => {
    const config = loadConfig({
      DATABASE_URL: url,
      MUNADI_DEMO: '1',
      MUNADI_ROLE: 'api',
      LOG_LEVEL: 'error',
      JWT_SECRET: 'only to describe the API, not to serve it',
      ENCRYPTION_KEYS: `only:${Buffer.alloc(32).toString('base64')}`,
    });
    const app = await createApp(config, url);
    // Only what has opened can be closed.
    await app.init();
    try {
      return openApiDocument(app);
    } finally {
      await app.close();
    }
  });
  const options = await resolveConfig(join(root, 'openapi.json'));
  return format(JSON.stringify(document), { ...options, parser: 'json' });
}
