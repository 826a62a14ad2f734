import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { CannotStart } from '../config/cannot-start.js';

/** Waits for a database that is down or still starting, and says so. Returns when it answers or `signal` aborts. */
export async function awaitDatabase(
  url: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { host } = new URL(url);
  for (;;) {
    const problem = await problemOf(url);
    if (problem === undefined || signal.aborted) return;
    say(`The database at ${host} does not answer (${problem}); trying again …`);
    await sleep(3_000, undefined, { signal }).catch(() => {});
  }
}

/** Undefined: it answers. A reason: it may yet. Thrown: it will not, however long we wait. */
async function problemOf(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (error instanceof DatabaseError ? PASSING.test(code) : NOBODY_THERE.test(`${code} ${message}`))
      return message || code;
    throw new CannotStart(`The database at ${new URL(url).host} cannot be used: ${message}.`, {
      cause: error,
    });
  }
}

/** Connections, resources, and a server that is starting or stopping. */
const PASSING = /^(08|53|57)/;
const NOBODY_THERE = /^E[A-Z]|timeout|terminated unexpectedly/;
