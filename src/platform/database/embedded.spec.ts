import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningEmbedded, startEmbedded, type EmbeddedDatabase } from './embedded.js';

describe('the private database', () => {
  let home: string;
  let database: EmbeddedDatabase | undefined;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'munadi-embedded-'));
    chmodSync(home, 0o755);
  });

  afterEach(async () => {
    await database?.stop();
    database = undefined;
    rmSync(home, { recursive: true, force: true });
  });

  const ask = async (sql: string) => {
    const client = new Client({ connectionString: database?.url });
    // One test has it die.
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    await client.end();
    return rows;
  };

  it('keeps its data over a stop, and belongs to one start at a time', async () => {
    database = await startEmbedded(home);
    await ask(`CREATE TABLE kept AS SELECT 'नमस्ते' AS word`);
    await expect(startEmbedded(home)).rejects.toThrow(
      `already runs from this folder (process ${process.pid})`,
    );

    // Whoever only wants to look finds it where it runs.
    expect(runningEmbedded(home)).toBe(database.url);

    await database.stop();
    expect(runningEmbedded(home)).toBeUndefined();
    database = await startEmbedded(home);
    expect(await ask('SELECT word FROM kept')).toEqual([{ word: 'नमस्ते' }]);
  });

  it('tells when it ends without having been asked', async () => {
    database = await startEmbedded(home);
    const ended = new Promise<void>((resolve) => database?.onExit(resolve));
    await ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()`);
    await ask(`COPY (SELECT) TO PROGRAM 'kill -9 $(head -1 postmaster.pid)'`).catch(() => {});
    await ended;
  });

  it('refuses a folder that is not a whole database, and leaves it alone', async () => {
    mkdirSync(join(home, 'postgres'));
    writeFileSync(join(home, 'postgres', 'PG_VERSION'), '18\n');
    await expect(startEmbedded(home)).rejects.toThrow('is not a complete database folder');
  });

  it('clears what an interrupted first start left', async () => {
    const nobody = 2 ** 22 + 1;
    mkdirSync(join(home, `postgres.unfinished-${nobody}`));
    database = await startEmbedded(home);
    expect(() => rmSync(join(home, `postgres.unfinished-${nobody}`))).toThrow('ENOENT');
  });
});
