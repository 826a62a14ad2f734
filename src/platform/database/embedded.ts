import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { CannotStart, explainFileError } from '../config/cannot-start.js';
import { ownSecret } from '../config/own-secrets.js';
import { connectionUrl, tryToConnect } from './embedded/connect.js';
import { ensureDataFolder } from './embedded/data-folder.js';
import { runningServer, settleWithPrevious, takeLock } from './embedded/ownership.js';
import { findPlace } from './embedded/place.js';
import { endServer } from './embedded/processes.js';
import { firstConnection, launch, runs, type Server } from './embedded/server.js';

export interface EmbeddedDatabase {
  url: string;
  stop(): Promise<void>;
  /** Called if the server ends without having been asked to. */
  onExit(listener: () => void): void;
}

const DATABASE = 'munadi';

/** A private PostgreSQL with its data under `home`, which ends with this process. */
export async function startEmbedded(home: string): Promise<EmbeddedDatabase> {
  try {
    return await start(resolve(home));
  } catch (error) {
    throw explainFileError(error);
  }
}

/** The one of this folder that runs for another process, where there is such: only to look at, and to leave as it is. */
export function runningEmbedded(home: string): string | undefined {
  const server = existsSync(home) ? runningServer(findPlace(resolve(home)).data) : undefined;
  return server && connectionUrl(server.port, ownSecret(home, 'database-password').toString('hex'), DATABASE);
}

async function start(home: string): Promise<EmbeddedDatabase> {
  mkdirSync(home, { recursive: true });
  const password = ownSecret(home, 'database-password').toString('hex');
  const place = findPlace(home);
  await settleWithPrevious(place.data, password);
  await ensureDataFolder(place, password);

  const log = join(home, 'postgres.log');
  const server = await launch(place, log);
  try {
    const owner = await firstConnection(server, password, log);
    await takeLock(owner);
    await createDatabase(owner);
    return running(server, place.data, owner, password);
  } catch (error) {
    if (runs(server)) await endServer(server.pid, place.data);
    // It may be that another start was quicker; then that is what to say.
    else await settleWithPrevious(place.data, password);
    throw error;
  }
}

async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount) return;
  await client.query(`CREATE DATABASE ${DATABASE}`).catch((error: Error) => {
    throw new CannotStart(`The private database could not be made: ${error.message}.`, { cause: error });
  });
}

/** The server may go down again while it is asked. */
async function locks(client: Client): Promise<boolean> {
  try {
    await takeLock(client);
    return true;
  } catch {
    await client.end().catch(() => {});
    return false;
  }
}

function running(server: Server, data: string, owner: Client, password: string): EmbeddedDatabase {
  let stopped: Promise<void> | undefined;
  const hold = (client: Client) => void client.once('end', () => void holdAgain());
  // When one of its processes crashes, PostgreSQL closes every connection and goes on.
  const holdAgain = async () => {
    while (!stopped && runs(server)) {
      const client = await tryToConnect(server.port, password);
      if (client && (await locks(client))) return hold(client);
      await sleep(100);
    }
  };
  hold(owner);
  const stop = async () => {
    await endServer(server.pid, data);
    if (runs(server)) await once(server.process, 'exit');
  };

  return {
    url: connectionUrl(server.port, password, DATABASE),
    stop: () => (stopped ??= stop()),
    onExit: (listener) => void server.process.once('exit', () => !stopped && listener()),
  };
}
