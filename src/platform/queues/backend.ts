import {
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  runMigrations,
  setDefaultBackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import { Pool } from 'pg';
import type { Config } from '../config/config.js';
import { connectRedis } from './redis.js';

export interface QueueBackend {
  prefix?: string;
  /** Gives up at once when the backend is away, because a hint can be made again. */
  producer: ConnectionOptions;
  /** Waits for the backend to come back. */
  worker: ConnectionOptions;
  close(): Promise<void>;
}

/** The one place that knows whether queues live on Redis or on PostgreSQL. */
export async function openQueueBackend(config: Config, databaseUrl: string): Promise<QueueBackend> {
  return config.queues.backend === 'redis' ? onRedis(config.queues.url) : await onPostgres(databaseUrl);
}

/** One pool for all queues and workers. Each worker keeps one of its connections to listen on. */
async function onPostgres(url: string): Promise<QueueBackend> {
  setDefaultBackendFactory(createPostgresBackend);
  const pool = new Pool({
    connectionString: url,
    // A process that is suspended in the middle of a transaction lets go of its locks.
    options: `-c search_path=${DEFAULT_SCHEMA} -c idle_in_transaction_session_timeout=10000`,
    max: 12,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'munadi-queues',
  });
  // Every queue and every worker listens to it.
  pool.setMaxListeners(0);
  // Whoever asks next sees the error; without these a lost connection would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
  return { producer: pool, worker: pool, close: () => pool.end() };
}

function onRedis(url: string): QueueBackend {
  setDefaultBackendFactory(createRedisBackend);
  const producer = connectRedis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    // One that hangs must not hold up who only wanted to leave a hint.
    commandTimeout: 2_000,
  });
  const worker = connectRedis(url, { maxRetriesPerRequest: null });
  const all = [producer, worker];
  // Lost connections are logged by the queues and workers that use them.
  for (const connection of all) connection.on('error', () => {});
  return {
    // The braces keep all keys of a queue on one node of a cluster.
    prefix: '{munadi}',
    producer,
    worker,
    close: () => Promise.resolve(all.forEach((connection) => connection.disconnect())),
  };
}
