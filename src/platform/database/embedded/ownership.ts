import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { CannotStart } from '../../config/cannot-start.js';
import { tryToConnect } from './connect.js';
import { alive, endServer, worksIn } from './processes.js';

/** The process that started the server holds this lock, and PostgreSQL lets go of it when the process dies. */
const LOCK = 7_730_018;

/** The server carries the number of the process it belongs to. */
export const clusterName = (pid: number) => `munadi_${pid}`;

/** Where a server still runs on the folder: refuses if its owner lives, ends it if the owner was killed. */
export async function settleWithPrevious(data: string, password: string): Promise<void> {
  const server = runningServer(data);
  if (!server) return;
  const owner = await ownerOf(server, data, password);
  if (owner !== undefined) throw alreadyRuns(owner);
  await endServer(server.pid, data);
}

export async function takeLock(client: Client): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK]);
  if (!rows[0]?.taken) throw alreadyRuns();
}

const alreadyRuns = (pid?: number) =>
  new CannotStart(
    `Munadi already runs from this folder${pid === undefined ? '' : ` (process ${pid})`}; ` +
      'stop it first, or give this one another MUNADI_HOME.',
  );

/** The server that works in the folder now. */
export function runningServer(data: string): { pid: number; port: number } | undefined {
  const file = join(data, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const server = { pid: Number(lines[0]), port: Number(lines[3]) };
  if (worksIn(server.pid, data)) return server;
  // Left by a server that was killed; PostgreSQL would shy away if its number now belongs to another process.
  rmSync(file);
  return undefined;
}

async function ownerOf(
  server: { pid: number; port: number },
  data: string,
  password: string,
): Promise<number | undefined> {
  const began = Date.now();
  while (worksIn(server.pid, data)) {
    const client = await tryToConnect(server.port, password);
    const owner = client && (await askForOwner(client));
    if (owner?.holdsLock) return owner.pid;
    // One that lives without the lock may have been about to take it.
    if (owner && (!alive(owner.pid) || Date.now() - began > 3_000)) return undefined;
    if (Date.now() - began > 30_000) {
      throw new CannotStart(
        `A database server (process ${server.pid}) holds ${data} and does not answer; stop it and start again.`,
      );
    }
    await sleep(100);
  }
  return undefined;
}

async function askForOwner(client: Client): Promise<{ pid: number; holdsLock: boolean }> {
  const { rows } = await client.query<{ cluster: string; held: boolean }>(
    `SELECT current_setting('cluster_name') AS cluster,
            EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1) AS held`,
    [LOCK],
  );
  await client.end();
  return { pid: Number(rows[0]?.cluster.split('_')[1]), holdsLock: rows[0]?.held ?? false };
}
