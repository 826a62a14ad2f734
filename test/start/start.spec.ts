import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { privateFolder } from '../support/private-folder.js';

const SCRIPT = join(import.meta.dirname, '../../scripts/start.mjs');
/** The first start of a test run may have to build everything. */
const PATIENCE = 120_000;

describe('npm start', { timeout: PATIENCE }, () => {
  let folder: ReturnType<typeof privateFolder>;
  let started: Start[] = [];

  beforeEach(() => {
    folder = privateFolder('start');
  });

  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.signal('SIGKILL')));
    await folder.remove();
  });

  const home = () => join(folder.path, 'home');
  const start = (over: Record<string, string> = {}) => {
    const one = new Start({ MUNADI_HOME: home(), ...over });
    started.push(one);
    return one;
  };

  it('serves, ends everything on Ctrl-C, and goes on where it was', async () => {
    const first = start();
    expect((await fetch(`${await first.ready()}/health/live`)).status).toBe(200);
    const database = databaseProcess(home());
    // Ctrl-C reaches the whole process group, and npm passes it on once more.
    await Promise.all([first.signal('SIGINT'), first.signal('SIGINT')]);
    expect(await first.exit).toBe(0);
    expect(alive(database)).toBe(false);

    const second = start();
    await second.ready();
    expect(second.output).not.toContain('Brought the database up to date');
    await second.signal('SIGTERM');
    expect(await second.exit).toBe(0);
    expect(existsSync(join(home(), 'postgres/postmaster.pid'))).toBe(false);
  });

  it('takes over after kill -9, and lets nobody else into its folder', async () => {
    const killed = start();
    await killed.ready();
    const left = databaseProcess(home());
    await killed.signal('SIGKILL');
    await killed.exit;

    const next = start();
    await next.ready();
    // It has ended, but its entry stays until the system's first process has looked at it.
    await eventually(() => expect(alive(left)).toBe(false));
    const other = start();
    expect(await other.exit).toBe(1);
    expect(other.output).toMatch(/Munadi already runs from this folder \(process \d+\)/);
    await next.signal('SIGINT');
    expect(await next.exit).toBe(0);
  });

  it('says in one sentence what stops it', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    expect(await start({ PORT: port }).complaint()).toBe(
      `Port ${port} is taken by another program; set PORT to another one or stop it.`,
    );
    taken.close();
    expect(await start({ MUNADI_NONSENSE: '1' }).complaint()).toMatch(/^MUNADI_NONSENSE is not a key/);
    expect(await start({ MUNADI_HOME: SCRIPT }).complaint()).toMatch(/start\.mjs.* cannot be used: /);
  });
});

/** The script as npm runs it, in a process group of its own. */
class Start {
  output = '';
  readonly exit: Promise<number | null>;
  private readonly process: ChildProcess;

  constructor(environment: Record<string, string>) {
    this.process = spawn('node', [SCRIPT], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...environment },
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exit = once(this.process, 'close').then(([code]) => code as number | null);
  }

  /** Its address, when it has said that it is ready. */
  ready(): Promise<string> {
    return eventually(
      () => {
        const url = /Stop with Ctrl-C/.test(this.output) && /Start page\s+(\S+)/.exec(this.output)?.[1];
        if (!url) throw new Error(`It is not ready, and said:\n${this.output}`);
        return url;
      },
      { timeout: PATIENCE, every: 100 },
    );
  }

  async complaint(): Promise<string> {
    expect(await this.exit).toBe(1);
    return this.output.split('\n').findLast((line) => line && !line.startsWith('Built')) ?? '';
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null && this.process.pid)
      process.kill(-this.process.pid, name);
  }
}

const databaseProcess = (home: string) =>
  Number(readFileSync(join(home, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
