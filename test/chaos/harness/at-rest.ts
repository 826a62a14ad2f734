import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../../src/platform/database/database.js';

/** I5: two leases and a sweep. Nothing that is not final may stay as it is for longer. */
const LONGEST_IDLE_MS = 130_000;

/** Waits until there is nothing left to do, nor within a minute; throws where what is left has not moved for too long. */
export async function atRest(sql: Sql): Promise<void> {
  let before = '';
  let movedAt = performance.now();
  for (;;) {
    const open = JSON.stringify(await left(sql));
    if (open === '[]') return;
    if (open !== before) movedAt = performance.now();
    before = open;
    if (performance.now() - movedAt > LONGEST_IDLE_MS) throw new Error(`I5: nothing moves any more: ${open}`);
    await sleep(100);
  }
}

/** A database that is away has nothing to say about it, and that is no rest. */
async function left(sql: Sql): Promise<object[]> {
  try {
    return await sql.query(LEFT);
  } catch (error) {
    return [{ what: (error as Error).message }];
  }
}

const LEFT = `
  SELECT 'event' AS what, count(*)::int FROM domain_events WHERE relayed_at IS NULL AND failed_at IS NULL AND (key IS NULL OR due_at <= now()) HAVING count(*) > 0
  UNION ALL
  SELECT 'message ' || state, count(*)::int FROM messages WHERE state = 'FANNING_OUT' GROUP BY state
  UNION ALL
  SELECT 'delivery ' || status, count(*)::int FROM deliveries
   WHERE status IN ('PENDING', 'SENDING', 'RETRYING') OR (status = 'SCHEDULED' AND due_at < now() + interval '1 minute') GROUP BY status
  ORDER BY 1`;
