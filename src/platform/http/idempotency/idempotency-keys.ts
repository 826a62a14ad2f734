import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';

/** How long a request may take. Later, nobody knows whether it was carried out: its answer is kept after its effect. */
const LOCK = '60 seconds';
const KEPT = '24 hours';

/** A key that is ours to answer. `lockedUntil` tells us from whoever takes it once it is forgotten. */
export interface Claim {
  caller: string;
  key: string;
  lockedUntil: string;
}

type Found =
  | { kind: 'ours'; claim: Claim }
  | { kind: 'answered'; status: number; response: unknown }
  | { kind: 'other-request' }
  | { kind: 'running'; retryAfterSeconds: number }
  | { kind: 'unknown' };

interface Row {
  same: boolean;
  status: number | null;
  response: unknown;
  locked: boolean;
  seconds_left: number;
}

/** The table `idempotency_keys`, found by its primary key (caller, key). */
@Injectable()
export class IdempotencyKeys {
  constructor(private readonly database: Database) {}

  async claim(caller: string, key: string, hash: Buffer): Promise<Found> {
    // One statement, so that of two first calls exactly one gets the row back.
    const [ours] = await this.database.query<{ locked_until: string }>(
      `INSERT INTO idempotency_keys AS k (caller, key, request_hash, locked_until)
       VALUES ($1, $2, $3, now() + $4::interval)
       ON CONFLICT (caller, key) DO UPDATE
         SET request_hash = excluded.request_hash, locked_until = excluded.locked_until,
             status = NULL, response = NULL, created_at = now()
         WHERE k.created_at < now() - $5::interval
       RETURNING locked_until::text`,
      [caller, key, hash, LOCK, KEPT],
    );
    if (ours) return { kind: 'ours', claim: { caller, key, lockedUntil: ours.locked_until } };

    const [row] = await this.database.query<Row>(
      `SELECT request_hash = $3 AS same, status, response, locked_until > now() AS locked,
              greatest(1, ceil(extract(epoch FROM locked_until - now())))::int AS seconds_left
       FROM idempotency_keys WHERE caller = $1 AND key = $2`,
      [caller, key, hash],
    );
    // Gone between the two statements: the first call has just failed and freed its key.
    if (!row) return { kind: 'running', retryAfterSeconds: 1 };
    if (!row.same) return { kind: 'other-request' };
    if (row.status !== null) return { kind: 'answered', status: row.status, response: row.response };
    if (!row.locked) return { kind: 'unknown' };
    return { kind: 'running', retryAfterSeconds: Math.min(row.seconds_left, 5) };
  }

  async keep(claim: Claim, status: number, response: unknown): Promise<void> {
    await this.database.query(
      `UPDATE idempotency_keys SET status = $4, response = $5::jsonb
       WHERE caller = $1 AND key = $2 AND locked_until = $3::timestamptz AND status IS NULL`,
      [claim.caller, claim.key, claim.lockedUntil, status, JSON.stringify(response ?? null)],
    );
  }

  async free(claim: Claim): Promise<void> {
    await this.database.query(
      `DELETE FROM idempotency_keys
       WHERE caller = $1 AND key = $2 AND locked_until = $3::timestamptz AND status IS NULL`,
      [claim.caller, claim.key, claim.lockedUntil],
    );
  }
}
