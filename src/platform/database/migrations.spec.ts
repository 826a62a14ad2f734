import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { databaseUrl, run } from '../../../test/support/server-sql.js';
import { migrate, pendingMigrations } from './migrations.js';

const FUNCTION = `
  -- A semicolon; inside a comment, and several in a function.
  CREATE TABLE notes (text text);
  CREATE FUNCTION note(text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO notes VALUES ($1 || ';');
    PERFORM 1;
  END $$;`;

describe('migrate', () => {
  let folder: string;
  let url: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'munadi-migrations-'));
    const name = `migrations_${Date.now()}`;
    await run(inject('postgresUrl'), `CREATE DATABASE ${name}`);
    url = databaseUrl(inject('postgresUrl'), name);
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await run(inject('postgresUrl'), `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  });

  const write = (name: string, sql: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };

  it('applies what is missing, in order and once', async () => {
    write('2_second', `SELECT note('again')`);
    write('1_first', FUNCTION);
    expect(await pendingMigrations(url, folder)).toEqual(['1_first', '2_second']);
    expect(await migrate(url, folder)).toEqual(['1_first', '2_second']);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await pendingMigrations(url, folder)).toEqual([]);
  });

  it('lets many replicas try at once', async () => {
    write('1_first', FUNCTION);
    write('2_second', `SELECT pg_sleep(0.2), note('slowly')`);
    const replicas = await Promise.all(Array.from({ length: 8 }, () => migrate(url, folder)));
    expect(replicas.flat().toSorted()).toEqual(['1_first', '2_second']);
  });

  it('undoes a migration that fails, and says which and why', async () => {
    write('1_first', FUNCTION);
    write('2_wrong', `CREATE TABLE half (id int);\nINSERT INTO nowhere VALUES (1);`);
    await expect(migrate(url, folder)).rejects.toThrow(
      'Migration 2_wrong failed in line 2 and was undone: relation "nowhere" does not exist.',
    );
    expect(await pendingMigrations(url, folder)).toEqual(['2_wrong']);
    write('2_wrong', `CREATE TABLE half (id int);`);
    expect(await migrate(url, folder)).toEqual(['2_wrong']);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    write('1_first', FUNCTION);
    await migrate(url, folder);
    write('1_first', `${FUNCTION} -- and more`);
    await expect(migrate(url, folder)).rejects.toThrow('Migration 1_first is not the one');
  });
});
