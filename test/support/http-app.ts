import type { AddressInfo } from 'node:net';
import { Global, Module, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Config } from '../../src/platform/config/config.js';
import { providerSchema } from '../../src/platform/config/provider-keys.js';
import { providersOf, type ProvidersConfig } from '../../src/platform/config/providers-config.js';
import { Database } from '../../src/platform/database/database.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import { setupHttp } from '../../src/platform/http/setup-http.js';

export const TEST_SECRET = Buffer.from('a secret that only tests know, 32+');

/** As with no service configured, but for what a test is about. */
export const testProviders = (over: Partial<ProvidersConfig> = {}): ProvidersConfig => ({
  ...providersOf(providerSchema.parse({}), 'http://localhost'),
  ...over,
});

export function testConfig(over: Partial<Config> = {}): Config {
  return {
    environment: 'test',
    http: { port: 0, host: '127.0.0.1', publicUrl: 'http://localhost', corsOrigins: [] },
    logLevel: 'silent',
    home: '.munadi',
    database: { kind: 'embedded' },
    queues: { backend: 'postgres' },
    role: 'all',
    lanes: ['critical', 'important', 'bulk'],
    demo: false,
    tokens: { algorithm: 'HS256', secret: TEST_SECRET, issuer: 'munadi', audience: 'munadi' },
    encryptionKeys: [{ id: 'test', key: Buffer.alloc(32, 7) }],
    providers: testProviders(),
    costs: { currency: 'USD', prices: new Map() },
    rules: {
      bulkThreshold: 1000,
      throttlePerHour: 100,
      senderPerHour: 10_000,
      campaigns: { maxRows: 200_000, maxBytes: 100_000_000 },
      escalationSteps: [],
      retryDelaysMs: [1_000, 5_000, 30_000],
      deadLetterDays: 7,
    },
    ...over,
  };
}

interface Parts extends ModuleMetadata {
  config?: Config;
  /** A stand-in where a decision is tested; a real one otherwise. */
  database?: Pick<Database, 'query'>;
  consoleFolder?: string;
}

/** An application as `main` makes it, with nothing in it but what a test is about, on a port of its own. */
export async function httpApp({ config = testConfig(), database, consoleFolder, ...parts }: Parts) {
  const query = database?.query.bind(database);
  @Global()
  @Module({
    providers: [
      { provide: Config, useValue: config },
      // Not the database itself: whoever opened it closes it.
      { provide: Database, useValue: { query: query ?? (() => Promise.resolve([])) } },
    ],
    exports: [Config, Database],
  })
  class Ground {}

  @Module({ ...parts, imports: [Ground, HttpModule, ...(parts.imports ?? [])] })
  class TestApp {}

  const app = await NestFactory.create<NestExpressApplication>(TestApp, {
    bodyParser: false,
    abortOnError: false,
    logger: false,
  });
  setupHttp(app, config, consoleFolder ?? '/nonexistent');
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}`, close: () => app.close() };
}
