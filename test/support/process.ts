import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterFile } from './after-file.js';
import { Caller } from './caller.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

/** A built Munadi in a process of its own, for what only a process can show: signals, sudden death, its last words. */
export class MunadiProcess {
  said = '';
  private readonly ended: Promise<unknown[]>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.ended = once(child, 'close');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.said += text.toString()));
    }
  }

  static async start(environment: Record<string, string>, ...words: string[]): Promise<MunadiProcess> {
    return await MunadiProcess.preloaded([], environment, ...words);
  }

  /** With modules that are loaded before its own, and to which it can be sent messages. */
  static async preloaded(
    preloads: readonly string[],
    environment: Record<string, string>,
    ...words: string[]
  ): Promise<MunadiProcess> {
    const port = environment.PORT ?? String(await freePort());
    const child = spawn(process.execPath, [...preloads.map((file) => `--import=${file}`), MAIN, ...words], {
      stdio: ['ignore', 'pipe', 'pipe', ...(preloads.length > 0 ? ['ipc' as const] : [])],
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: port, ...environment },
    });
    const made = new MunadiProcess(child, `http://127.0.0.1:${port}`);
    afterFile(async () => {
      await made.end('SIGKILL');
    });
    return made;
  }

  async ready(timeout = 30_000): Promise<void> {
    await eventually(
      async () => {
        const reply = await fetch(`${this.url}/health/ready`);
        if (reply.status !== 200) throw new Error(`Not ready: ${await reply.text()}`);
      },
      { timeout, every: 100 },
    ).catch((error: Error) => {
      throw new Error(`${error.message}\nIt said:\n${this.said}`);
    });
  }

  /** To what was preloaded. */
  send(message: object): void {
    this.child.send(message);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async token(email: string): Promise<string> {
    const { body } = await new Caller(this.url).post<{ accessToken: string }>('/api/auth/demo-login', {
      email,
    });
    return body.accessToken;
  }

  async as(email: string): Promise<Caller> {
    return new Caller(this.url, { authorization: `Bearer ${await this.token(email)}` });
  }

  /** Ends it and answers its exit code, which is null where the signal ended it. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return await this.exit();
  }

  async exit(): Promise<number | null> {
    const [code] = await this.ended;
    return code as number | null;
  }
}
