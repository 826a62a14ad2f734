import type { Database } from '../database/database.js';
import type { EventName } from './event-map.js';

export interface TakenEvent {
  id: string;
  name: EventName;
  payload: unknown;
  attempts: number;
}

/** How long a relay has for a batch before another one may take it over. */
const LEASE_SECONDS = 60;
const BATCH = 50;
export const MAX_ATTEMPTS = 8;

/** Index: domain_events_due_idx. */
export async function takeDueEvents(database: Database): Promise<TakenEvent[]> {
  const rows = await database.query<TakenEvent>(
    `UPDATE domain_events
        SET due_at = now() + make_interval(secs => $1), attempts = attempts + 1
      WHERE id IN (SELECT id FROM domain_events
                    WHERE relayed_at IS NULL AND failed_at IS NULL AND due_at <= now()
                    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING id, name, payload, attempts`,
    [LEASE_SECONDS, BATCH],
  );
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function markRelayed(database: Database, ids: string[]): Promise<void> {
  await database.query(
    'UPDATE domain_events SET relayed_at = now(), error = NULL WHERE id = ANY($1::uuid[])',
    [ids],
  );
}

/** Tried again after 2, 4, 8 … seconds, and given up after MAX_ATTEMPTS, with the error kept. */
export async function markFailed(database: Database, event: TakenEvent, error: string): Promise<void> {
  await database.query(
    `UPDATE domain_events
        SET error = $2,
            due_at = now() + make_interval(secs => 2 ^ attempts),
            failed_at = CASE WHEN attempts >= $3 THEN now() END
      WHERE id = $1 AND attempts = $4 AND relayed_at IS NULL`,
    [event.id, error, MAX_ATTEMPTS, event.attempts],
  );
}
