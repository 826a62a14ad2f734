import { createHash } from 'node:crypto';

/** An entry as it lies in the log; numbers, times and JSON as PostgreSQL writes them. */
export interface ChainedEntry {
  id: string;
  /** In milliseconds since 1970. */
  at: string;
  actor: string;
  action: string;
  subject: string | null;
  detail: string;
  previousHash: Buffer;
  hash: Buffer;
}

export type Link = Pick<ChainedEntry, 'id' | 'hash'>;

/**
 * What its hash covers, besides the hash before it: the same text as `audit_covered` in the migration makes, and made
 * without it, because whoever can change entries can change functions, too. Texts are escaped alike here and there.
 */
export const coveredBy = ({ id, at, actor, action, subject, detail }: ChainedEntry): string =>
  `[${id}, ${at}, ${[actor, action, subject].map((each) => JSON.stringify(each)).join(', ')}, ${detail}]`;

export const hashOf = (entry: ChainedEntry): Buffer =>
  createHash('sha256').update(entry.previousHash).update(coveredBy(entry)).digest();

const NOTHING = Buffer.alloc(0);

/** Why an entry cannot be what came after the one before it; nothing where it can. */
export function flawOf(entry: ChainedEntry, before: Link | undefined): string | undefined {
  const expected = before ? BigInt(before.id) + 1n : 1n;
  if (BigInt(entry.id) !== expected) return `entry ${expected} is missing before it`;
  if (!entry.previousHash.equals(before?.hash ?? NOTHING)) {
    return before
      ? `it does not follow on entry ${before.id}: one of the two is another`
      : 'it follows on nothing';
  }
  if (!entry.hash.equals(hashOf(entry))) return 'what it says is not what it said when it was written';
  return undefined;
}
