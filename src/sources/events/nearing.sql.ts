import type { Sql } from '../../platform/database/database.js';

export interface NearEvent {
  title: string;
  location: string | null;
  organizerId: string;
}

/**
 * The event, if it still takes place and begins as it was to begin then; nobody moves it until the transaction
 * ends. Index: community_events_pkey.
 */
export async function holdNear(sql: Sql, eventId: string, startsAt: string): Promise<NearEvent | undefined> {
  const [event] = await sql.query<NearEvent>(
    `SELECT title, location, organizer_id AS "organizerId" FROM community_events
      WHERE id = $1 AND status = 'APPROVED' AND starts_at = $2 AND starts_at > now() FOR SHARE`,
    [eventId, startsAt],
  );
  return event;
}

/** Index: event_registrations_pkey, the range of the event. */
export async function thoseWhoCome(sql: Sql, eventId: string, organizerId: string): Promise<string[]> {
  const [row] = await sql.query<{ userIds: string[] }>(
    `SELECT array_agg(user_id) AS "userIds"
       FROM (SELECT user_id FROM event_registrations WHERE event_id = $1 UNION SELECT $2::uuid) AS people`,
    [eventId, organizerId],
  );
  return row?.userIds ?? [];
}
