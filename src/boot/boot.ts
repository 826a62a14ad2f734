import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.js';
import { CannotStart } from '../platform/config/cannot-start.js';
import type { Config } from '../platform/config/config.js';
import { awaitDatabase } from '../platform/database/await-database.js';
import { startEmbedded } from '../platform/database/embedded.js';
import { migrate, pendingMigrations } from '../platform/database/migrations.js';
import { explainListenError, refuseTakenPort } from './port.js';

export interface Wishes {
  /** Bring the database up to date. The private one always is. */
  migrate: boolean;
  /** And do nothing else. */
  onlyMigrate: boolean;
  say: (line: string) => void;
}

/** Starts everything this process is for, and answers its port. Undefined: there was nothing to serve. */
export async function boot(config: Config, wishes: Wishes, lifetime: Lifetime): Promise<number | undefined> {
  const { port, host } = config.http;
  if (!wishes.onlyMigrate) await refuseTakenPort(port, host);

  const url = await openDatabase(config, wishes, lifetime);
  lifetime.signal.throwIfAborted();
  if (wishes.migrate || config.database.kind === 'embedded') {
    const applied = await migrate(url);
    if (applied.length > 0) wishes.say(`Brought the database up to date: ${applied.join(', ')}.`);
    else if (wishes.onlyMigrate) wishes.say('The database is up to date.');
  } else {
    await refusePendingMigrations(url);
  }
  lifetime.signal.throwIfAborted();
  return wishes.onlyMigrate ? undefined : serve(config, url, lifetime);
}

async function openDatabase(
  { database, home }: Config,
  { say }: Wishes,
  lifetime: Lifetime,
): Promise<string> {
  if (database.kind === 'external') {
    await awaitDatabase(database.url, say, lifetime.signal);
    return database.url;
  }
  const embedded = await startEmbedded(home);
  lifetime.atEnd(() => embedded.stop());
  embedded.onExit(() =>
    lifetime.fail(
      new CannotStart(`The private database ended by itself; ${join(home, 'postgres.log')} says why.`),
    ),
  );
  return embedded.url;
}

async function refusePendingMigrations(url: string): Promise<void> {
  const pending = await pendingMigrations(url);
  if (pending.length === 0) return;
  throw new CannotStart(
    `The database lacks ${pending.join(', ')}; run \`node dist/main.js migrate\` once, or start with --migrate.`,
  );
}

async function serve(config: Config, url: string, lifetime: Lifetime): Promise<number> {
  // Loaded only now, so that whatever stops the start is said at once.
  const { createApp } = await import('../app.js');
  const app = await createApp(config, url);
  lifetime.atEnd(() => app.close());
  lifetime.signal.throwIfAborted();
  const { port, host } = config.http;
  await app.listen(port, host).catch((error) => {
    throw explainListenError(error, port, host);
  });
  return (app.getHttpServer().address() as AddressInfo).port;
}
