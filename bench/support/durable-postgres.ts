import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { privateFolder } from '../../test/support/private-folder.js';
import { databaseUrl, run, TEMPLATE } from '../../test/support/server-sql.js';
import { startEmbedded } from '../../src/platform/database/embedded.js';
import { migrate } from '../../src/platform/database/migrations.js';

/** As in production: what is committed has reached the disk. Both sides of every pair use it. */
export default async function postgres({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = privateFolder('bench');
  const server = await startEmbedded(join(folder.path, 'home'));
  await run(
    server.url,
    "ALTER SYSTEM SET max_wal_size = '4GB'",
    'SELECT pg_reload_conf()',
    `CREATE DATABASE ${TEMPLATE}`,
  );
  await migrate(databaseUrl(server.url, TEMPLATE));
  await run(server.url, `ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false`);
  provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await folder.remove();
  };
}
