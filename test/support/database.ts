import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { afterFile } from './after-file.js';
import { eventually } from './eventually.js';
import { databaseUrl, run, TEMPLATE } from './server-sql.js';

/** A fresh, migrated database for the calling test file, gone when the file is done. */
export async function testDatabase(): Promise<{ url: string }> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  afterFile(async () => {
    await eventually(() => nobodyConnected(name), { timeout: 3_000 });
    await run(server, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { url: databaseUrl(server, name) };
}

/** Whatever a test started must be closed by its end: a pool that is left open is a leak in production too. */
async function nobodyConnected(name: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    const { rows } = await client.query<{ who: string; query: string }>(
      `SELECT application_name AS who, left(query, 80) AS query FROM pg_stat_activity
       WHERE datname = $1 AND backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0) return;
    const left = rows.map(({ who, query }) => `  ${who || 'unnamed'}: ${query}`);
    throw new Error(
      `The test file leaves ${left.length} database connection(s) open; close them in afterAll:\n${left.join('\n')}`,
    );
  } finally {
    await client.end();
  }
}
