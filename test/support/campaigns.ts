import { Readable } from 'node:stream';
import { bytesOf, type Bytes } from '../../src/notifications/campaigns/upload/bytes.js';
import { Campaigns } from '../../src/notifications/campaigns/campaigns.js';
import { Reach } from '../../src/notifications/campaigns/people/reach.js';
import { Remapping } from '../../src/notifications/campaigns/people/remapping.js';
import { Reports } from '../../src/notifications/campaigns/report/reports.js';
import { Uploading } from '../../src/notifications/campaigns/upload/uploading.js';
import { Groups } from '../../src/directory/groups/groups.js';
import type { Caller } from '../../src/identity/caller.js';
import { Database } from '../../src/platform/database/database.js';
import { testDatabase } from './database.js';
import { testConfig } from './http-app.js';

const WHO = ['head', 'asha', 'bina', 'chetan', 'shared', 'sharing', 'stranger', 'erased'] as const;
type Name = (typeof WHO)[number];

const PHONES: Partial<Record<Name, string>> = {
  asha: '+919876543210',
  shared: '+919876500000',
  sharing: '+919876500000',
  stranger: '+919876511111',
};

/** A family with its head, somebody of another family, and the rooms that take in a file of them. */
export async function campaignRoom(rules: { maxRows?: number } = {}) {
  const database = new Database((await testDatabase()).url);
  const groups = new Groups(database);
  const make = async (name: string, kind: 'COMMUNITY' | 'FAMILY', parentId: string | null) =>
    (await groups.create({ name, kind, parentId })).id;
  const community = await make('Community', 'COMMUNITY', null);
  const family = await make('Family', 'FAMILY', community);
  const other = await make('Other', 'FAMILY', community);
  const ids = {} as Record<Name, string>;
  for (const name of WHO) {
    const [row] = await database.query<{ id: string }>(
      'INSERT INTO users (name, email, phone) VALUES ($1, $2, $3) RETURNING id',
      [name, emailOf(name), PHONES[name] ?? null],
    );
    ids[name] = row!.id;
    await groups.join(
      name === 'stranger' ? other : family,
      row!.id,
      name === 'head' ? 'FAMILY_HEAD' : 'MEMBER',
    );
  }
  await database.query('UPDATE users SET erased_at = now(), email = NULL WHERE id = $1', [ids.erased]);

  const config = testConfig();
  Object.assign(config.rules.campaigns, rules);
  const reach = new Reach(database);
  const uploading = new Uploading(config, database, reach);
  const campaigns = new Campaigns(database);
  const head = callerOf(ids.head, 'FAMILY_HEAD');
  return {
    database,
    groups,
    config,
    ids,
    family,
    head,
    admin: callerOf(ids.stranger, 'ADMIN'),
    uploading,
    campaigns,
    reach,
    remapping: new Remapping(database, reach),
    reports: new Reports(database),
    /** What the head's file becomes. */
    upload: async (file: string | Buffer | readonly Buffer[], caller: Caller = head) =>
      await campaigns.find(caller, await uploading.upload(caller, 'A list', fileOf(file))),
    count: async (table: string) =>
      (await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n,
  };
}

export const emailOf = (name: Name): string => `${name}@example.org`;

export function fileOf(file: string | Buffer | Iterable<Buffer>, most = 100_000_000): Bytes {
  const chunks = typeof file === 'string' ? [Buffer.from(file)] : file instanceof Buffer ? [file] : file;
  return bytesOf(Readable.from(chunks), most);
}

const callerOf = (userId: string, role: Caller['role']): Caller => ({
  kind: 'member',
  userId,
  role,
  email: null,
  name: role,
  locale: 'en',
  timezone: 'UTC',
});
