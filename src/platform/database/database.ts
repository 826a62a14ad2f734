import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type Client, type PoolClient, type QueryResultRow } from 'pg';
import { isDatabaseUnavailable } from '../errors/database-unavailable.js';
import { PrismaClient, type Prisma } from './generated/client.js';

const CONNECTION_PATIENCE_MS = 5_000;
/** Far beyond any statement of ours: nothing answers any more, be it the network or a lock. */
const QUERY_PATIENCE_MS = 30_000;

export const DATABASE_URL = Symbol('DATABASE_URL');

/**
 * A process that is suspended in the middle would keep its locks for as long, and everybody else waiting for them.
 * Set for the transaction alone, because a pooler shares its connections.
 */
const BEGIN = 'BEGIN; SET LOCAL idle_in_transaction_session_timeout = 10000';

/** What a host module's own transaction hands around. */
export type Transaction = Prisma.TransactionClient;

/** Something that runs SQL: the pool, or one connection inside a transaction. */
export interface Sql {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** One pool for everything: Prisma where rows are read and written one by one, SQL where it matters. */
@Injectable()
export class Database implements Sql, OnApplicationShutdown {
  readonly pool: Pool;
  readonly prisma: PrismaClient;

  constructor(@Inject(DATABASE_URL) readonly url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: 20,
      connectionTimeoutMillis: CONNECTION_PATIENCE_MS,
      query_timeout: QUERY_PATIENCE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: 'munadi',
    });
    // An idle connection that the server closed; the pool replaces it, and whoever asks next sees the error.
    this.pool.on('error', () => {});
    // One that is in use reports it to the query, and without this to the process as well, which would end it.
    this.pool.on('connect', (client) => client.on('error', () => {}));
    // Prisma gives one back whose ROLLBACK had no answer; whoever took it next would write into that transaction.
    this.pool.on('release', (_error, client) => {
      if (client.getTransactionStatus() !== 'I') void (client as unknown as Client).end();
    });
    this.prisma = new PrismaClient({
      adapter: new PrismaPg(this.pool),
      // As in production: without the source around the call, and whatever is written there.
      errorFormat: 'minimal',
      // Under load a transaction may wait for a connection as long as a statement of the pool's would.
      transactionOptions: { maxWait: CONNECTION_PATIENCE_MS, timeout: 15_000 },
    });
  }

  async query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>(text, values)).rows;
  }

  /** Runs `work` in one transaction on one connection. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query(BEGIN);
      const result = await work(within(client));
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // The connection is gone, and its transaction with it.
      if (isDatabaseUnavailable(error)) client.release(error as Error);
      else await rollBack(client);
      throw error;
    }
  }

  /** Last of all: workers end in onModuleDestroy and requests before this. */
  async onApplicationShutdown(): Promise<void> {
    await this.prisma.$disconnect();
    if (!this.pool.ended) await this.pool.end();
  }
}

const within = (client: PoolClient): Sql => ({
  query: async <Row extends QueryResultRow>(text: string, values?: unknown[]) =>
    (await client.query<Row>(text, values)).rows,
});

async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch (error) {
    client.release(error as Error);
  }
}
