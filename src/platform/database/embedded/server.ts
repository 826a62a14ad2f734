import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { CannotStart } from '../../config/cannot-start.js';
import { tryToConnect } from './connect.js';
import { clusterName } from './ownership.js';
import type { Place } from './place.js';
import { lastFailure } from './server-log.js';

export interface Server {
  process: ChildProcess;
  pid: number;
  port: number;
}

/** Starts the server on a free port. It does not take connections yet. */
export async function launch(place: Place, logFile: string): Promise<Server> {
  const port = await freePort();
  const server = await spawnServer(place, port, logFile);
  return { process: server, pid: server.pid ?? 0, port };
}

/** The first connection it takes, however long that is: after a crash it first replays its journal. */
export async function firstConnection(server: Server, password: string, logFile: string): Promise<Client> {
  for (;;) {
    const client = await tryToConnect(server.port, password);
    if (client) return client;
    if (!runs(server)) {
      const reason = lastFailure(readFileSync(logFile, 'utf8'));
      throw new CannotStart(`The private database does not start: ${reason} (more in ${logFile}).`);
    }
    await sleep(20);
  }
}

export const runs = ({ process: { exitCode, signalCode } }: Server) =>
  exitCode === null && signalCode === null;

async function spawnServer(place: Place, port: number, logFile: string): Promise<ChildProcess> {
  const log = openSync(logFile, 'a', 0o600);
  truncateSync(logFile);
  const server = spawn(join(place.bin, 'postgres'), ['-D', place.data, ...flags(port)], {
    ...place.user,
    cwd: '/',
    // In a process group of its own: Ctrl-C is for us, who end it after the last query.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await once(server, 'spawn');
  // However we end, it does not stay behind.
  const endWithUs = () => server.kill('SIGINT');
  process.once('exit', endWithUs);
  server.once('exit', () => process.off('exit', endWithUs));
  return server;
}

function flags(port: number): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    cluster_name: clusterName(process.pid),
    max_connections: 200,
    shared_buffers: '128MB',
    // The files are on an SSD or in memory: looking something up by key is no dearer than reading on.
    random_page_cost: 1.1,
    log_checkpoints: 'off',
    // Neither statements nor rows of a failed query belong in a log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
