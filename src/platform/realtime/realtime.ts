import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createAdapter as onPostgres } from '@socket.io/postgres-adapter';
import { createAdapter as onRedis } from '@socket.io/redis-streams-adapter';
import type { Server as HttpServer } from 'node:http';
import { Pool, type PoolClient } from 'pg';
import { Server, type Namespace } from 'socket.io';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { connectRedis } from '../queues/redis.js';

/** A client may connect to either; both are the same to it. */
const NAMESPACES = ['/', '/api'];

/**
 * The sockets of all replicas as one. A process that serves none still reaches them: its server is attached
 * to no port, and only its adapter is used.
 */
@Injectable()
export class Realtime implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly server: Server;
  private serves = false;
  private readonly logger = new Logger(Realtime.name);
  private readonly closeBackend: () => Promise<void>;

  constructor(config: Config, database: Database) {
    const { adapter, close } =
      config.queues.backend === 'redis'
        ? redisAdapter(config.queues.url)
        : this.postgresAdapter(database.url);
    this.closeBackend = close;
    this.server = new Server({
      adapter,
      serveClient: false,
      maxHttpBufferSize: 100_000,
      cors: { origin: config.http.corsOrigins, credentials: false },
    });
    // Naming them starts their adapters, also where no client ever connects.
    this.namespaces();
  }

  /** From here on it serves clients. */
  serveOn(httpServer: HttpServer): void {
    this.server.attach(httpServer);
    this.serves = true;
  }

  namespaces(): Namespace[] {
    return NAMESPACES.map((name) => this.server.of(name));
  }

  /** Tells one member, wherever they are connected. Nobody hears it who is not there; the feed keeps it. */
  toUser(userId: string, event: string, ...args: unknown[]): void {
    for (const namespace of this.namespaces()) namespace.to(roomOf(userId)).emit(event, ...args);
  }

  /** Before the HTTP server closes, which waits for its connections to end. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.serves) await this.server.close();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const { adapter } of this.namespaces()) await adapter.close();
    await this.closeBackend();
  }

  private postgresAdapter(url: string) {
    const pool = new Pool({
      connectionString: url,
      max: 3,
      keepAlive: true,
      application_name: 'munadi-sockets',
    });
    const warn = (error: Error) =>
      this.logger.warn(`Sockets of other replicas are out of reach: ${error.message}`);
    pool.on('error', warn);
    // The adapter keeps a client for listening, takes another when that ends, and never gives the first back.
    pool.on('connect', (client) => {
      client.on('error', warn);
      client.once('end', () => giveBack(client));
    });
    return { adapter: onPostgres(pool, { errorHandler: warn }), close: () => pool.end() };
  }
}

/** The room of one member's sockets. */
export const roomOf = (userId: string) => `user:${userId}`;

function redisAdapter(url: string) {
  const client = connectRedis(url, { maxRetriesPerRequest: null });
  // Its trouble shows in the queues, which log it; the adapter goes on when it is back.
  client.on('error', () => {});
  const close = async () => client.disconnect();
  return { adapter: onRedis(client, { streamName: 'munadi:sockets', onlyPlaintext: true }), close };
}

function giveBack(client: PoolClient): void {
  try {
    client.release(true);
  } catch {
    // The pool has it back already.
  }
}
