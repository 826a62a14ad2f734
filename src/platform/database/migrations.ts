import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { CannotStart } from '../config/cannot-start.js';

/** The same seen from `src` and from `dist`. */
const FOLDER = join(import.meta.dirname, '../../../prisma/migrations');

/** The number `prisma migrate` locks as well, so that neither runs while the other does. */
const LOCK = 72_707_369;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Applies what is missing and answers the names. Each migration is one transaction with its row in Prisma's own
 * table, so a failed one leaves nothing behind, and `prisma migrate` finds what it expects. Prisma's engine is not
 * asked to do it: its adapter cuts a script at every semicolon, also inside a function.
 */
export async function migrate(url: string, folder = FOLDER): Promise<string[]> {
  return connected(url, async (client) => {
    await refuseOldServer(client);
    const applied: string[] = [];
    for (const migration of missing(read(folder), await history(client))) {
      if (await applyOnce(client, migration)) applied.push(migration.name);
    }
    return applied;
  });
}

/** The names of the migrations that this version brings and the database lacks. */
export async function pendingMigrations(url: string, folder = FOLDER): Promise<string[]> {
  return connected(url, async (client) => {
    await refuseOldServer(client);
    return missing(read(folder), await history(client)).map(({ name }) => name);
  });
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'munadi migrations' });
  // A connection that breaks fails the query that is waiting for it.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  const server = rows[0];
  if (server && server.number < 180_000)
    throw new CannotStart(`PostgreSQL 18 or newer is needed; DATABASE_URL leads to ${server.version}.`);
}

function read(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

function missing(migrations: Migration[], checksums: Map<string, string>): Migration[] {
  const changed = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (changed) {
    throw new CannotStart(
      `Migration ${changed.name} is not the one this database got under that name; put the file back as it was.`,
    );
  }
  return migrations.filter(({ name }) => !checksums.has(name));
}

/** Checksums of what the database has, by name. */
async function history(client: Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`,
  );
  if (!tables[0]?.found) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find(({ finished }) => !finished);
  if (failed) {
    throw new CannotStart(
      `Migration ${failed.name} failed half-way in \`prisma migrate\`; settle it with \`prisma migrate resolve\`.`,
    );
  }
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** False where another process was quicker. */
async function applyOnce(client: Client, { name, sql, checksum }: Migration): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(TABLE);
    const mine = !(await history(client)).has(name);
    if (mine) {
      await client.query(sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), 1)`,
        [randomUUID(), checksum, name],
      );
    }
    await client.query('COMMIT');
    return mine;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error instanceof DatabaseError ? explained(error, name, sql) : error;
  }
}

function explained(error: DatabaseError, name: string, sql: string): CannotStart {
  const line = error.position && sql.slice(0, Number(error.position)).split('\n').length;
  const where = line ? ` in line ${line}` : '';
  return new CannotStart(`Migration ${name} failed${where} and was undone: ${error.message}.`, {
    cause: error,
  });
}

/** As Prisma makes it. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
