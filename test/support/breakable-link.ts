import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP connection to a server that a test can cut and mend, as a network or a restart would. */
export class BreakableLink {
  private readonly open = new Set<Socket>();
  private readonly server: Server;
  private broken = false;

  private constructor(host: string, port: number) {
    this.server = createServer((near) => {
      if (this.broken) return near.destroy();
      const far = connect(port, host);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.open.delete(one);
          other.destroy();
        });
      }
    });
  }

  /** Answers the link and the same URL by way of it. */
  static async to(url: string): Promise<{ link: BreakableLink; url: string }> {
    const target = new URL(url);
    const link = new BreakableLink(target.hostname, Number(target.port));
    await new Promise<void>((resolve) => link.server.listen(0, '127.0.0.1', resolve));
    target.hostname = '127.0.0.1';
    target.port = String((link.server.address() as AddressInfo).port);
    return { link, url: target.href };
  }

  /** Ends what is open, in the middle of whatever it carries, and refuses what is new. */
  cut(): void {
    this.broken = true;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.broken = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
