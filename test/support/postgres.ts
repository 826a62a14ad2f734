import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { migrate } from '../../src/platform/database/migrations.js';
import { privateFolder } from './private-folder.js';
import { databaseUrl, run, TEMPLATE } from './server-sql.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A maintenance connection; a test asks testDatabase() for a database of its own. */
    postgresUrl: string;
  }
}

/** One private PostgreSQL for the whole run, with a migrated database that each test file gets a copy of. */
export default async function postgres({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = privateFolder('postgres');
  const server = await startEmbedded(join(folder.path, 'home'));
  await forgetDurability(server.url);
  await makeTemplate(server.url);
  provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await folder.remove();
  };
}

/** Nothing here outlives the run, so nothing need reach the disk. */
async function forgetDurability(url: string): Promise<void> {
  await run(
    url,
    'ALTER SYSTEM SET fsync = off',
    'ALTER SYSTEM SET synchronous_commit = off',
    'ALTER SYSTEM SET full_page_writes = off',
    'SELECT pg_reload_conf()',
  );
}

async function makeTemplate(url: string): Promise<void> {
  await run(url, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(databaseUrl(url, TEMPLATE));
  // A database that anybody is connected to cannot be copied.
  await run(url, `ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false`);
}
