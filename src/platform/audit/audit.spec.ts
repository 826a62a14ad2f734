import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../database/database.js';
import { audit, type AuditEntry } from './audit.js';
import { coveredBy, hashOf } from './chain.js';
import { entriesAfter } from './read-chain.sql.js';
import { readHead, showHead, verifyChain } from './verify-chain.js';

let database: Database;
let url: string;

beforeAll(async () => {
  url = (await testDatabase()).url;
  database = new Database(url);
});
beforeEach(async () => {
  await forge('TRUNCATE audit_log');
});
afterAll(() => database.onApplicationShutdown());

const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: 'member:1',
  action: 'message.accepted',
  subject: 'a message',
  detail: { n: 1 },
  ...over,
});
const numbered = (count: number) => Array.from({ length: count }, (_, n) => entry({ detail: { n } }));
const saying = (words: RegExp) => expect.stringMatching(words) as string;
const ids = async () =>
  (await database.query<{ id: string }>('SELECT id FROM audit_log ORDER BY id')).map(({ id }) => Number(id));

/** As somebody who owns the database and knows how: with no trigger in the way. */
async function forge(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
/** The hashes of an entry and of `count` after it, made anew by the rules. */
const rehash = (from: number, count = 1) =>
  Array.from(
    { length: count },
    (_, n) => `UPDATE audit_log AS this SET previous_hash = COALESCE(before.hash, ''),
                      hash = sha256(COALESCE(before.hash, '') || convert_to(audit_covered(this), 'UTF8'))
                 FROM (SELECT 1) AS one LEFT JOIN audit_log AS before ON before.id = ${from + n - 1} WHERE this.id = ${from + n}`,
  );

describe('the log', () => {
  it('is one chain without gaps, however many write to it at once', async () => {
    const writers = Array.from({ length: 20 }, (_, n) =>
      database.transaction(async (sql) => {
        await audit(sql, numbered(1 + (n % 3)));
        if (n % 5 === 4) throw new Error('undone');
      }),
    );
    const undone = (await Promise.allSettled(writers)).filter(({ status }) => status === 'rejected');
    expect(undone).toHaveLength(4);
    const kept = await ids();
    expect(kept).toEqual(kept.map((_, place) => place + 1));
    expect(await verifyChain(database)).toMatchObject({
      count: kept.length,
      head: { id: String(kept.length) },
    });
  });

  it('keeps several entries in the order in which they were given, and numbers and times them itself', async () => {
    await audit(database, numbered(3));
    await database.query(
      `INSERT INTO audit_log (id, at, actor, action, previous_hash, hash) VALUES (77, '2001-01-01', 'member:1', 'x', 'a', 'b')`,
    );
    const entries = await entriesAfter(database, '0', 10);
    expect(entries.map(({ id, detail }) => [id, detail])).toEqual([
      ['1', '{"n": 0}'],
      ['2', '{"n": 1}'],
      ['3', '{"n": 2}'],
      ['4', '{}'],
    ]);
    expect(Number(entries[3]?.at)).toBeGreaterThan(Date.now() - 60_000);
    expect(await verifyChain(database)).toMatchObject({ count: 4 });
  });

  it.each([
    ['changed', "UPDATE audit_log SET actor = 'member:2'"],
    ['shortened', 'DELETE FROM audit_log WHERE id = 1'],
    ['emptied', 'TRUNCATE audit_log'],
  ])('is not %s', async (_what, statement) => {
    await audit(database, [entry()]);
    await expect(database.query(statement)).rejects.toThrow('only added to');
    expect(await ids()).toEqual([1]);
  });

  test('the text under a hash is the same here and in the database, whatever is in it', async () => {
    const control = Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('');
    const odd = ['\u007f\u0080\u2028\u2029\ufeff', '"\\/\b\f\n\r\t', 'નમસ્તે 👪', control, ''];
    await audit(
      database,
      odd.map((text) =>
        entry({
          actor: text,
          subject: text,
          detail: {
            [text || 'b']: text,
            a: [1e21, 0.1, -0, 12345678901234567n.toString(), null, true, { z: {}, y: [] }],
          },
        }),
      ),
    );
    await database.query(
      "INSERT INTO audit_log (actor, action, subject, previous_hash, hash) VALUES ('munadi', 'x', NULL, '', '')",
    );
    const there = await database.query<{ covered: string }>(
      'SELECT audit_covered(audit_log) AS covered FROM audit_log ORDER BY id',
    );
    const entries = await entriesAfter(database, '0', 10);
    expect(entries.map(coveredBy)).toEqual(there.map(({ covered }) => covered));
    expect(entries.map(hashOf)).toEqual(entries.map(({ hash }) => hash));
    expect(await verifyChain(database)).toMatchObject({ count: odd.length + 1 });
  });
});

describe('whoever verifies it', () => {
  it.each<[string, string[], string, RegExp]>([
    ['a changed word', [`UPDATE audit_log SET detail = '{"n": 9}' WHERE id = 3`], '3', /not what it said/],
    [
      'another time',
      [`UPDATE audit_log SET at = at - interval '1 ms' WHERE id = 2`],
      '2',
      /not what it said/,
    ],
    ['another number', ['UPDATE audit_log SET id = 9 WHERE id = 5'], '9', /entry 5 is missing/],
    ['an entry that is gone', ['DELETE FROM audit_log WHERE id = 2'], '3', /entry 2 is missing/],
    ['a first entry that is gone', ['DELETE FROM audit_log WHERE id = 1'], '2', /entry 1 is missing/],
    [
      'a gap that was closed',
      [
        'DELETE FROM audit_log WHERE id = 2',
        ...[3, 4, 5].map((id) => `UPDATE audit_log SET id = ${id - 1} WHERE id = ${id}`),
      ],
      '2',
      /does not follow on entry 1/,
    ],
    [
      'an entry that was put between',
      [
        ...[5, 4, 3].map((id) => `UPDATE audit_log SET id = ${id + 1} WHERE id = ${id}`),
        "INSERT INTO audit_log (id, actor, action, previous_hash, hash) VALUES (3, 'member:1', 'x', '', '')",
        ...rehash(3),
      ],
      '4',
      /does not follow on entry 3/,
    ],
    [
      'two that changed places',
      ['UPDATE audit_log SET id = -id WHERE id IN (2, 3)', 'UPDATE audit_log SET id = 5 + id WHERE id < 0'],
      '2',
      /does not follow on entry 1/,
    ],
    [
      'a changed word with a hash to it',
      [`UPDATE audit_log SET detail = '{"n": 9}' WHERE id = 3`, ...rehash(3)],
      '4',
      /does not follow on entry 3/,
    ],
  ])('finds %s', async (_what, forgery, broken, flaw) => {
    await audit(database, numbered(5));
    await forge(...forgery);
    expect(await verifyChain(database)).toEqual({ broken, flaw: saying(flaw) });
  });

  it('finds by a head that was noted that the end was cut off, or written anew', async () => {
    await audit(database, numbered(5));
    const verdict = await verifyChain(database);
    const noted = 'head' in verdict && verdict.head ? readHead(showHead(verdict.head)) : undefined;
    expect(noted?.id).toBe('5');
    await audit(database, [entry()]);
    expect(await verifyChain(database, noted)).toMatchObject({ count: 6 });

    await forge('DELETE FROM audit_log WHERE id > 4');
    expect(await verifyChain(database)).toMatchObject({ count: 4 });
    expect(await verifyChain(database, noted)).toMatchObject({
      broken: '5',
      flaw: saying(/ends with entry 4/),
    });

    await audit(database, numbered(3));
    expect(await verifyChain(database)).toMatchObject({ count: 7 });
    expect(await verifyChain(database, noted)).toMatchObject({ broken: '5', flaw: saying(/another entry/) });

    await forge(`UPDATE audit_log SET actor = 'member:2' WHERE id = 1`, ...rehash(1, 7));
    expect(await verifyChain(database)).toMatchObject({ count: 7 });
    expect(await verifyChain(database, noted)).toMatchObject({ broken: '5' });
  });

  it('finds an empty log whole, but for who has seen it before', async () => {
    expect(await verifyChain(database)).toEqual({ count: 0, head: undefined });
    const noted = readHead(`1:${'0'.repeat(64)}`);
    expect(await verifyChain(database, noted)).toMatchObject({
      broken: '1',
      flaw: saying(/ends before it begins/),
    });
  });

  it('reads on where a page is full', async () => {
    await database.query(
      "INSERT INTO audit_log (actor, action, previous_hash, hash) SELECT 'munadi', 'x', '', '' FROM generate_series(1, 2000)",
    );
    expect(await verifyChain(database)).toMatchObject({ count: 2_000 });
    await forge("UPDATE audit_log SET action = 'y' WHERE id = 1001");
    expect(await verifyChain(database)).toMatchObject({ broken: '1001' });
  });

  it.each(['', '5', '5:12', `0:${'0'.repeat(64)}`, `x:${'0'.repeat(64)}`])('takes %j for no head', (text) => {
    expect(readHead(text)).toBeUndefined();
  });
});
