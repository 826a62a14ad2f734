import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterFile } from './after-file.js';

/** A real SMTP server on loopback that takes everything, after a while. */
export class MailServer {
  readonly taken: { to: string; at: number }[] = [];
  afterMs = 0;

  private constructor(private readonly server: SMTPServer) {}

  static async open(port = 0): Promise<MailServer> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      maxClients: 1_000,
      onData: (stream, session, done) => {
        stream.resume();
        stream.on('end', () => {
          void sleep(opened.afterMs).then(() => {
            opened.taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', at: performance.now() });
            done();
          });
        });
      },
    });
    const opened: MailServer = new MailServer(server);
    // A client that was killed resets its connection.
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    afterFile(() => opened.close());
    return opened;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    if (!this.server.server.listening) return;
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}

/** Takes connections and never says a word. Answers its port. */
export async function silentServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterFile(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
