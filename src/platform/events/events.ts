import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Sql, Transaction } from '../database/database.js';
import { EVENTS, type EventName, type Payload } from './event-map.js';

/** The channel on which PostgreSQL tells the relays, at commit, that there is something new. */
export const NEW_EVENTS = 'munadi_events';

const TELL = `
  WITH told AS (INSERT INTO domain_events (name, payload) VALUES ($1, $2::jsonb) RETURNING id)
  SELECT pg_notify('${NEW_EVENTS}', '') FROM told`;

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
    const checked = EVENTS[name].safeParse(payload);
    if (!checked.success) {
      throw new Error(`The payload of ${name} is not right: ${z.prettifyError(checked.error)}`);
    }
    const row = [name, JSON.stringify(checked.data)];
    if ('$executeRawUnsafe' in tx) await tx.$executeRawUnsafe(TELL, ...row);
    else await tx.query(TELL, row);
  }
}
