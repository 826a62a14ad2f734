import { Logger } from '@nestjs/common';
import { Client } from 'pg';

const RECONNECT_MS = 2_000;

/** Listens to one PostgreSQL channel on a connection of its own, and connects again when that breaks. */
export class Wakeup {
  private readonly logger = new Logger(Wakeup.name);
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly wake: () => void,
    private readonly name = 'munadi-relay',
  ) {}

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: this.name,
    });
    this.client = client;
    client.on('notification', () => this.wake());
    client.on('error', () => {});
    client.on('end', () => this.reconnect());
    try {
      await client.connect();
      await client.query(`LISTEN ${this.channel}`);
      this.wake();
    } catch (error) {
      this.logger.warn(`Cannot listen to ${this.channel}: ${(error as Error).message}`);
      await client.end().catch(() => this.reconnect());
    }
  }

  private reconnect(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RECONNECT_MS);
  }
}
