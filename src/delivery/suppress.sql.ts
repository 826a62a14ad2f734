import type { Channel } from '../notifications/vocabulary.js';
import type { Sql } from '../platform/database/database.js';
import type { AddressFlaw } from './channels/provider.js';
import type { Claimed } from './claim.sql.js';
import type { Finished } from './finish.sql.js';

/** An address that is of no use for ever. */
export interface Flawed {
  channel: Channel;
  address: string;
  reason: AddressFlaw;
}

/** Which addresses an attempt has shown to be of no use for ever. */
export const flawsIn = (channel: Channel, finished: readonly Finished<Claimed>[]): Flawed[] =>
  finished.flatMap(({ delivery: { to }, flaw }) =>
    flaw === undefined || to === null ? [] : [{ channel, address: to, reason: flaw }],
  );

/**
 * Addresses that are not written to again. The first reason stays. In one order, because several workers may find out
 * about the same ones at once. Index: suppressions_channel_address_key.
 */
export async function suppressAddresses(sql: Sql, flawed: readonly Flawed[]): Promise<void> {
  if (flawed.length === 0) return;
  await sql.query(
    `INSERT INTO suppressions (channel, address, reason)
     SELECT * FROM unnest($1::channel[], $2::text[], $3::suppression_reason[]) AS flawed (channel, address, reason)
      ORDER BY channel, address
     ON CONFLICT (channel, address) DO NOTHING`,
    [
      flawed.map(({ channel }) => channel),
      flawed.map(({ address }) => address),
      flawed.map(({ reason }) => reason),
    ],
  );
}
