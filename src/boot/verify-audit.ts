import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { Link } from '../platform/audit/chain.js';
import { readHead, showHead, verifyChain } from '../platform/audit/verify-chain.js';
import { CannotStart } from '../platform/config/cannot-start.js';
import type { Config } from '../platform/config/config.js';
import { runningEmbedded, startEmbedded } from '../platform/database/embedded.js';
import type { Lifetime } from './lifetime.js';

type DataPlace = Pick<Config, 'home' | 'database'>;

/** Follows the audit log from end to end, whether Munadi runs or not; throws where it is not whole. */
export async function verifyAudit(
  data: DataPlace,
  words: readonly string[],
  lifetime: Lifetime,
  say: (line: string) => void,
): Promise<void> {
  const noted = notedIn(words);
  const client = new Client({
    connectionString: await databaseOf(data, lifetime),
    application_name: 'munadi audit:verify',
    options: '-c default_transaction_read_only=on',
  });
  client.on('error', () => {});
  await client.connect();
  lifetime.atEnd(() => client.end());

  const verdict = await verifyChain(
    { query: async (text, values) => (await client.query(text, values)).rows as never },
    noted,
  );
  if ('broken' in verdict) {
    throw new CannotStart(`The audit log is not whole. Entry ${verdict.broken}: ${verdict.flaw}.`);
  }
  const { count, head } = verdict;
  say(
    `${count} ${count === 1 ? 'entry' : 'entries'}, the chain is whole${head ? `, its head is ${showHead(head)}` : ''}.`,
  );
  if (noted) say(`Entry ${noted.id} is the one that was noted.`);
}

async function databaseOf({ database, home }: DataPlace, lifetime: Lifetime): Promise<string> {
  if (database.kind === 'external') return database.url;
  const running = runningEmbedded(home);
  if (running) return running;
  const embedded = await startEmbedded(home);
  lifetime.atEnd(() => embedded.stop());
  return embedded.url;
}

function notedIn(words: readonly string[]): Link | undefined {
  const text = wordsFor(words);
  const head = text === undefined ? undefined : readHead(text);
  if (text === undefined || head) return head;
  throw new CannotStart(
    `${text} is no head. It is as this command says it: the number of an entry, a colon and its hash.`,
  );
}

function wordsFor(words: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...words], options: { head: { type: 'string' } } }).values.head;
  } catch (error) {
    throw new CannotStart(
      `${(error as Error).message}\nThis is how it goes: npm run audit:verify -- --head 12:9f86d081…`,
      {
        cause: error,
      },
    );
  }
}
