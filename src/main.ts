import { boot } from './boot/boot.js';
import { Lifetime } from './boot/lifetime.js';
import { verifyAudit } from './boot/verify-audit.js';
import { CannotStart, explainFileError } from './platform/config/cannot-start.js';
import { ConfigError, loadConfig, whereDataLives } from './platform/config/load.js';
import { errorText } from './platform/observability/log-options.js';
import { welcome } from './boot/welcome.js';

/** How long work under way may take to end before the process goes without it. */
const PATIENCE = 20_000;

const lifetime = new Lifetime();

// The first failure ends the process and is reported; what breaks while it ends follows from that.
process.on('unhandledRejection', (error) => lifetime.fail(error));
process.on('uncaughtException', (error) => lifetime.fail(error));

let askedAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // npm passes on the Ctrl-C that the terminal has already sent to everybody: that is not a second one.
    if (askedAt !== undefined && Date.now() - askedAt > 500) process.exit(130);
    askedAt ??= Date.now();
    lifetime.ask();
  });
}

process.exit(await live());

async function live(): Promise<number> {
  try {
    await start();
    return 0;
  } catch (error) {
    const failure = lifetime.signal.aborted ? lifetime.failure : error;
    if (failure !== undefined) report(failure);
    return failure === undefined ? 0 : 1;
  } finally {
    if (!(await lifetime.end(PATIENCE)))
      console.error('Not everything ended in time; the next start takes up what is left.');
  }
}

async function start(): Promise<void> {
  const words = process.argv.slice(2);
  const onlyMigrate = words.includes('migrate');
  const wishes = { onlyMigrate, migrate: onlyMigrate || words.includes('--migrate'), say: console.error };
  if (words[0] === 'audit:verify') {
    return await verifyAudit(whereDataLives(process.env), words.slice(1), lifetime, console.log);
  }
  const config = loadConfig(process.env);
  const port = await boot(config, wishes, lifetime);
  if (port === undefined) return;
  if (config.environment !== 'production') console.log(welcome(config, port));
  await lifetime.untilAsked();
  lifetime.signal.throwIfAborted();
}

function report(error: unknown): void {
  const known = explainFileError(error);
  const plain = known instanceof CannotStart || known instanceof ConfigError;
  console.error(plain ? known.message : errorText(known));
}
