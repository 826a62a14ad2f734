import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../src/platform/audit/audit.js';
import { Database } from '../../src/platform/database/database.js';
import { afterFile } from '../support/after-file.js';
import { testDatabase } from '../support/database.js';
import { MunadiProcess } from '../support/process.js';

let database: Database;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  afterFile(() => database.onApplicationShutdown());
});

const noted = (n: number) =>
  audit(database, [{ actor: 'munadi', action: 'message.ended', subject: String(n), detail: { n } }]);

/** What the command says, and with what it ends. */
async function verify(...words: string[]): Promise<{ code: number | null; said: string }> {
  const munadi = await MunadiProcess.start({ DATABASE_URL: database.url }, 'audit:verify', ...words);
  const code = await munadi.exit();
  return { code, said: munadi.said };
}

describe('audit:verify', () => {
  it('says that the chain is whole, and its head, which it knows again', { timeout: 60_000 }, async () => {
    await noted(1);
    const first = await verify();
    expect(first.said).toMatch(/^1 entry, the chain is whole, its head is 1:[0-9a-f]{64}\.\n$/);
    expect(first.code).toBe(0);

    await noted(2);
    const [head = ''] = first.said.match(/1:[0-9a-f]{64}/) ?? [];
    const second = await verify('--head', head);
    expect(second.said).toMatch(/^2 entries, .*\nEntry 1 is the one that was noted\.\n$/);
    expect(second.code).toBe(0);

    const other = await verify(
      '--head',
      head.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    );
    expect(other.said).toMatch(
      /^The audit log is not whole. Entry 1: it is another entry than the one that was noted\.\n$/,
    );
    expect(other.code).toBe(1);
  });

  it('says where it is broken', { timeout: 60_000 }, async () => {
    await database.query('ALTER TABLE audit_log DISABLE TRIGGER USER');
    await database.query(`UPDATE audit_log SET actor = 'member:1' WHERE id = 2`);
    const { code, said } = await verify();
    expect(said).toBe(
      'The audit log is not whole. Entry 2: what it says is not what it said when it was written.\n',
    );
    expect(code).toBe(1);
  });

  it.each([
    ['no head', ['--head', '12']],
    ['no option of it', ['--tail', '12']],
  ])('says how it goes where it is given %s', async (_what, words) => {
    const { code, said } = await verify(...words);
    expect(said).toMatch(/12 is no head|This is how it goes/);
    expect(said).not.toMatch(/ at .*\.js/);
    expect(code).toBe(1);
  });
});
