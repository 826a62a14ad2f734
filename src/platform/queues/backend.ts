import {
  createPostgresBackend,
  createRedisBackend,
  setDefaultBackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import type { Config } from '../config/config.js';
import { connectRedis } from './redis.js';

export interface QueueBackend {
  prefix?: string;
  /** Gives up at once when the backend is away, because a hint can be made again. */
  producer: ConnectionOptions;
  /** Waits for the backend to come back. */
  worker: ConnectionOptions;
  close(): void;
}

/** The one place that knows whether queues live on Redis or on PostgreSQL. */
export function queueBackend(config: Config, databaseUrl: string): QueueBackend {
  if (config.queues.backend === 'postgres') {
    setDefaultBackendFactory(createPostgresBackend);
    const connection = {
      connectionString: databaseUrl,
      migrate: true,
      max: 4,
      connectionTimeoutMillis: 5_000,
    };
    return { producer: connection, worker: connection, close: () => {} };
  }
  setDefaultBackendFactory(createRedisBackend);
  const producer = connectRedis(config.queues.url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const worker = connectRedis(config.queues.url, { maxRetriesPerRequest: null });
  const all = [producer, worker];
  // Lost connections are logged by the queues and workers that use them.
  for (const connection of all) connection.on('error', () => {});
  return {
    // The braces keep all keys of a queue on one node of a cluster.
    prefix: '{munadi}',
    producer,
    worker,
    close: () => all.forEach((connection) => connection.disconnect()),
  };
}
