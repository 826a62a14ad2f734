import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectionUrl, tryToConnect } from '../../../src/platform/database/embedded/connect.js';
import { ensureDataFolder } from '../../../src/platform/database/embedded/data-folder.js';
import { findPlace, type Place } from '../../../src/platform/database/embedded/place.js';
import { migrate } from '../../../src/platform/database/migrations.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { privateFolder } from '../../support/private-folder.js';

const PASSWORD = 'only for tests';
/** How PostgreSQL takes signals: it sends its clients away, or falls over and replays its journal when it is back. */
const WAYS_TO_END = { shutdown: 'SIGINT', crash: 'SIGQUIT' } as const;
export type WayToEnd = keyof typeof WAYS_TO_END;

/** A PostgreSQL of our own, with all its durability, that can be restarted in its place. */
export class PostgresServer {
  private constructor(
    private readonly folder: ReturnType<typeof privateFolder>,
    private readonly place: Place,
    private readonly port: number,
    private process: ChildProcess,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = privateFolder('restarted');
    const home = join(folder.path, 'home');
    mkdirSync(home);
    const place = findPlace(home);
    await ensureDataFolder(place, PASSWORD);
    const port = await freePort();
    const server = new PostgresServer(folder, place, port, launch(place, port));
    await server.answers();
    await migrate(server.url);
    return server;
  }

  get url(): string {
    return connectionUrl(this.port, PASSWORD, 'postgres');
  }

  async restart(way: WayToEnd): Promise<void> {
    await this.end(way);
    this.process = launch(this.place, this.port);
    await this.answers();
  }

  async stop(): Promise<void> {
    await this.end('shutdown');
    await this.folder.remove();
  }

  private async end(way: WayToEnd): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill(WAYS_TO_END[way]);
    await exited;
  }

  private async answers(): Promise<void> {
    const client = await eventually(
      async () => {
        const connected = await tryToConnect(this.port, PASSWORD);
        if (!connected) throw new Error('PostgreSQL takes no connection.');
        return connected;
      },
      { timeout: 30_000 },
    );
    await client.end();
  }
}

function launch({ bin, data, user }: Place, port: number): ChildProcess {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
  ];
  const flags = settings.flatMap((each) => ['-c', each]);
  return spawn(join(bin, 'postgres'), ['-D', data, ...flags], { ...user, cwd: '/', stdio: 'ignore' });
}
