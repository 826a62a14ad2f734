import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { privateFolder } from '../../support/private-folder.js';

/** An email that the sink has taken: from here on nobody can say it was not sent. */
export interface Taken {
  deliveryId: string;
  to: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What the sink does with an email. What it takes is in the log before it answers. */
export type Answer =
  | { kind: 'take'; afterMs?: number }
  /** Takes it, and never says so. */
  | { kind: 'hang' }
  /** A 4xx is for a while, a 5xx for good; 421 ends the connection as well. */
  | { kind: 'refuse'; code: number };

const TAKE: Answer = { kind: 'take' };

/** A real SMTP server whose log outlives every process that is killed. */
export class Sink {
  /** Asked for each email; `before` counts the ones that came earlier. */
  answer: (to: string, before: number) => Answer = () => TAKE;
  /** How many emails were offered, taken or not. */
  offered = 0;
  /** How many were taken. */
  count = 0;
  private readonly folder = privateFolder('sink');
  private readonly file = join(this.folder.path, 'taken.log');
  private readonly log = openSync(this.file, 'a');
  private unwritten: string[] = [];
  private written: Promise<void> | undefined;

  private readonly server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    // Every process that is killed leaves its pool behind.
    maxClients: 1_000,
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      // Half of an email is none: its sender was killed.
      void text(stream).then(
        (mail) => this.receive(mail, to, done),
        () => {},
      );
    },
  });

  static async open(): Promise<Sink> {
    const sink = new Sink();
    // A client that was killed resets its connection.
    sink.server.on('error', () => {});
    await new Promise<void>((resolve) => sink.server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** What the log holds. */
  taken(): Taken[] {
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Taken);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
    closeSync(this.log);
    await this.folder.remove();
  }

  private async receive(mail: string, to: string, done: (error?: Error) => void): Promise<void> {
    const answer = this.answer(to, this.offered++);
    if (answer.kind === 'refuse') {
      done(Object.assign(new Error('Not now, or never'), { responseCode: answer.code }));
      return;
    }
    if (answer.kind === 'take') await sleep(answer.afterMs ?? 0);
    const deliveryId = /^Message-ID: <([^@]+)@/im.exec(mail)?.[1] ?? '';
    await this.write({ deliveryId, to, at: Date.now() });
    if (answer.kind === 'take') done();
  }

  /** Everything that comes at the same time shares one trip to the disk. */
  private async write(taken: Taken): Promise<void> {
    this.unwritten.push(`${JSON.stringify(taken)}\n`);
    this.written ??= new Promise((resolve) => {
      setImmediate(() => {
        this.written = undefined;
        const lines = this.unwritten.splice(0);
        writeSync(this.log, lines.join(''));
        fsyncSync(this.log);
        this.count += lines.length;
        resolve();
      });
    });
    await this.written;
  }
}
