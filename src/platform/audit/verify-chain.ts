import type { Sql } from '../database/database.js';
import { flawOf, type Link } from './chain.js';
import { entriesAfter } from './read-chain.sql.js';

/** So much is in memory at a time, however long the log is. */
const PAGE = 1_000;
const BEFORE_ALL = '0';

export type Verdict = { count: number; head: Link | undefined } | { broken: string; flaw: string };

/**
 * Follows the log from its first entry to its last. What was cut off at its end leaves a whole chain: only a head
 * that was noted before, and elsewhere, shows that.
 */
export async function verifyChain(sql: Sql, noted?: Link): Promise<Verdict> {
  let head: Link | undefined;
  let count = 0;
  for (;;) {
    const page = await entriesAfter(sql, head?.id ?? BEFORE_ALL, PAGE);
    for (const entry of page) {
      const flaw = flawOf(entry, head) ?? (entry.id === noted?.id ? flawOfNoted(noted, entry) : undefined);
      if (flaw !== undefined) return { broken: entry.id, flaw };
      head = { id: entry.id, hash: entry.hash };
      count += 1;
    }
    if (page.length < PAGE) break;
  }
  if (noted && BigInt(noted.id) > BigInt(head?.id ?? BEFORE_ALL)) {
    return {
      broken: noted.id,
      flaw: `it was there once, and the log ends ${head ? `with entry ${head.id}` : 'before it begins'}`,
    };
  }
  return { count, head };
}

const flawOfNoted = (noted: Link, found: Link): string | undefined =>
  noted.hash.equals(found.hash) ? undefined : 'it is another entry than the one that was noted';

const NOTED = /^(?<id>[1-9]\d{0,17}):(?<hash>[0-9a-f]{64})$/;

/** A head as it was shown, `<id>:<hash>`; nothing where it is none. */
export function readHead(text: string): Link | undefined {
  const { id, hash } = NOTED.exec(text.trim().toLowerCase())?.groups ?? {};
  return id !== undefined && hash !== undefined ? { id, hash: Buffer.from(hash, 'hex') } : undefined;
}

export const showHead = ({ id, hash }: Link): string => `${id}:${hash.toString('hex')}`;
