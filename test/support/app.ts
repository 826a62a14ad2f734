import type { AddressInfo } from 'node:net';
import { Pool, type QueryResultRow } from 'pg';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/platform/config/load.js';
import { afterFile } from './after-file.js';
import { Caller } from './caller.js';
import { testDatabase } from './database.js';
import { Listener } from './listener.js';

export interface TestApp {
  url: string;
  /** The Nest application, for what cannot be seen from outside. */
  nest: Awaited<ReturnType<typeof createApp>>;
  /** Nobody in particular: without a token. */
  anonymous: Caller;
  /** That demo person, over REST. */
  as(email: string): Promise<Caller>;
  /** That demo person's socket, connected. */
  socket(email: string): Promise<Listener>;
  token(email: string): Promise<string>;
  sql<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The real application on a free port, as it would be with this environment. Closed when the file is done. */
export async function startApp(overrides: Record<string, string> = {}): Promise<TestApp> {
  const environment = { ...ENVIRONMENT, ...overrides };
  const databaseUrl = overrides.DATABASE_URL ?? (await testDatabase()).url;
  const nest = await createApp(loadConfig({ ...environment, DATABASE_URL: databaseUrl }), databaseUrl);
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  const app = testApp(nest, `http://127.0.0.1:${port}`, databaseUrl);
  afterFile(() => app.close());
  return app;
}

const ENVIRONMENT = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  // LOG_LEVEL=debug npm test -- feed shows what the application has to say.
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  MUNADI_DEMO: '1',
  // A file of tests sends more than a person does.
  RATE_SENDER_PER_HOUR: '10000',
  JWT_SECRET: 'only for tests, and long enough to be one',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
};

function testApp(nest: TestApp['nest'], url: string, databaseUrl: string): TestApp {
  const pool = new Pool({ connectionString: databaseUrl, max: 2, application_name: 'the test itself' });
  // A test that breaks the connection asks again.
  pool.on('error', () => {});
  const listeners: Listener[] = [];
  const tokens = new Map<string, Promise<string>>();
  const anonymous = new Caller(url);

  const token = (email: string) => {
    const known = tokens.get(email) ?? logIn(anonymous, email);
    tokens.set(email, known);
    return known;
  };
  let closing: Promise<void> | undefined;
  const close = async () => {
    for (const listener of listeners) listener.close();
    await nest.close();
    await pool.end();
  };
  return {
    url,
    nest,
    anonymous,
    token,
    as: async (email) => new Caller(url, { authorization: `Bearer ${await token(email)}` }),
    socket: async (email) => {
      const listener = await Listener.connect(url, await token(email));
      listeners.push(listener);
      return listener;
    },
    sql: <Row extends QueryResultRow>(text: string, values?: unknown[]) => ask<Row>(pool, text, values),
    close: () => (closing ??= close()),
  };
}

/** TRUNCATE wants whole tables, and now and then meets the working application half-way; then it asks once more. */
async function ask<Row extends QueryResultRow>(pool: Pool, text: string, values?: unknown[]): Promise<Row[]> {
  try {
    return (await pool.query<Row>(text, values)).rows;
  } catch (error) {
    if ((error as { code?: string }).code !== '40P01' || !text.startsWith('TRUNCATE')) throw error;
    return await ask(pool, text, values);
  }
}

async function logIn(anonymous: Caller, email: string): Promise<string> {
  const { status, body } = await anonymous.post<{ accessToken: string }>('/api/auth/demo-login', { email });
  if (status >= 300) throw new Error(`Demo login of ${email} answered ${status}: ${JSON.stringify(body)}`);
  return body.accessToken;
}
