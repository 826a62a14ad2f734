import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Sql, Transaction } from '../database/database.js';
import { EVENTS, type EventName, type Payload } from './event-map.js';

/** The channel on which PostgreSQL tells the relays, at commit, that there is something new. */
export const NEW_EVENTS = 'munadi_events';

const TELL = `
  WITH told AS (INSERT INTO domain_events (name, payload) VALUES ($1, $2::jsonb) RETURNING id)
  SELECT pg_notify('${NEW_EVENTS}', '') FROM told`;

/** A new id, because what is told of it now is another fact, and whoever is telling the old one cannot mark this one. */
const TELL_AT = `
  INSERT INTO domain_events (name, payload, key, due_at) VALUES ($1, $2::jsonb, $3, $4::timestamptz)
  ON CONFLICT (key) DO UPDATE
    SET id = uuidv7(), name = EXCLUDED.name, payload = EXCLUDED.payload, due_at = EXCLUDED.due_at,
        created_at = now(), attempts = 0, failed_at = NULL, error = NULL
  WHERE domain_events.relayed_at IS NULL`;

const TELL_ONCE = `
  WITH told AS (INSERT INTO domain_events (name, payload, key) VALUES ($1, $2::jsonb, $3)
                ON CONFLICT (key) DO NOTHING RETURNING id)
  SELECT pg_notify('${NEW_EVENTS}', '') FROM told`;

const TAKE_BACK = 'DELETE FROM domain_events WHERE key = ANY($1::text[]) AND relayed_at IS NULL';

@Injectable()
export class Events {
  /**
   * Tells a fact inside the caller's transaction, Prisma's or one of our own SQL: never lost once that
   * commits, never told if it rolls back. The notification wakes the relay at commit; the row is what counts.
   */
  async emit<Name extends EventName>(
    tx: Transaction | Sql,
    name: Name,
    payload: Payload<Name>,
  ): Promise<void> {
    await run(tx, TELL, [name, checked(name, payload)]);
  }

  /**
   * Tells a fact when its moment has come. Said again with the same key it moves there, unless it was told; then
   * it stays told. Index: domain_events_key_key.
   */
  async emitAt<Name extends EventName>(
    tx: Transaction | Sql,
    { key, at }: { key: string; at: Date },
    name: Name,
    payload: Payload<Name>,
  ): Promise<void> {
    await run(tx, TELL_AT, [name, checked(name, payload), key, at.toISOString()]);
  }

  /** Tells a fact now, unless one of the key was told before. Index: domain_events_key_key. */
  async emitOnce<Name extends EventName>(
    tx: Transaction | Sql,
    key: string,
    name: Name,
    payload: Payload<Name>,
  ): Promise<void> {
    await run(tx, TELL_ONCE, [name, checked(name, payload), key]);
  }

  /** Facts that are not told yet never will be. Index: domain_events_key_key. */
  async takeBack(tx: Transaction | Sql, keys: readonly string[]): Promise<void> {
    await run(tx, TAKE_BACK, [keys]);
  }
}

async function run(tx: Transaction | Sql, statement: string, values: unknown[]): Promise<void> {
  if ('$executeRawUnsafe' in tx) await tx.$executeRawUnsafe(statement, ...values);
  else await tx.query(statement, values);
}

function checked<Name extends EventName>(name: Name, payload: Payload<Name>): string {
  const read = EVENTS[name].safeParse(payload);
  if (read.success) return JSON.stringify(read.data);
  throw new Error(`The payload of ${name} is not right: ${z.prettifyError(read.error)}`);
}
