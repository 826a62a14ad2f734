import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { Agent } from 'undici';
import { certificateFor } from './certificate.js';

/** What is at sns.eu-central-1.amazonaws.com, over TLS. */
export class SnsServer {
  private constructor(
    /** What was asked for, in this order. */
    readonly asked: string[],
    private readonly server: Server,
    /** Connections that end here, whatever host they are for. */
    readonly dispatcher: Agent,
    /** What it signs with. */
    readonly key: ReturnType<typeof certificateFor>['key'],
  ) {}

  static async start(): Promise<SnsServer> {
    const door = certificateFor('sns.eu-central-1.amazonaws.com');
    const signing = certificateFor('sns.amazonaws.com');
    const old = certificateFor('sns.amazonaws.com', { days: -1 });
    const asked: string[] = [];
    const server = createServer(
      { key: door.key.export({ type: 'pkcs8', format: 'pem' }), cert: door.pem },
      (request, response) => {
        const url = request.url ?? '';
        asked.push(url);
        if (url.includes('-dead.pem')) response.statusCode = 404;
        response.end(
          url.includes('-01d.pem') ? old.pem : url.endsWith('.pem') ? signing.pem : '<Confirmed/>',
        );
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const dispatcher = new Agent({
      connect: ({ hostname }, done) => {
        const socket = connect({ host: '127.0.0.1', port, servername: hostname, ca: door.pem });
        socket.once('secureConnect', () => done(null, socket)).once('error', (error) => done(error, null));
      },
    });
    return new SnsServer(asked, server, dispatcher, signing.key);
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
    this.server.close();
  }
}
