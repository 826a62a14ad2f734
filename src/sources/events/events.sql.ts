import type { Sql, Transaction } from '../../platform/database/database.js';
import type { EventStatus, EventsQuery } from './event.dto.js';
import type { EventView } from './event.view.js';

const VIEW = `
  SELECT event.id, event.title, event.description, event.location, event.starts_at AS "startsAt", event.status,
         json_build_object('id', organizer.id, 'name', organizer.name) AS organizer,
         event.created_at AS "createdAt"
    FROM community_events AS event JOIN users AS organizer ON organizer.id = event.organizer_id`;

/** Index: community_events_pkey. */
export async function findEvent(sql: Sql, eventId: string): Promise<EventView | undefined> {
  const [event] = await sql.query<EventView>(`${VIEW} WHERE event.id = $1`, [eventId]);
  return event;
}

/** Newest first: ids grow with time. Indexes: community_events_pkey, community_events_status_id_idx. */
export async function pageOfEvents(sql: Sql, { status, limit, cursor }: EventsQuery): Promise<EventView[]> {
  return await sql.query<EventView>(
    `${VIEW}
      WHERE ($1::community_event_status IS NULL OR event.status = $1) AND ($2::uuid IS NULL OR event.id < $2)
      ORDER BY event.id DESC LIMIT $3`,
    [status ?? null, cursor ?? null, limit],
  );
}

export interface Verdict {
  status: Exclude<EventStatus, 'PENDING'>;
  decidedById: string;
  reason: string | null;
}

/** As it was when it was decided about: it may have been changed since it was read. */
export interface DecidedEvent {
  id: string;
  title: string;
  location: string | null;
  startsAt: Date;
  organizerId: string;
  now: Date;
}

/**
 * Decides a pending event. Of two who decide at once the second waits for the first, finds it no longer
 * pending and changes nothing. Index: community_events_pkey.
 */
export async function decidePending(
  tx: Transaction,
  eventId: string,
  verdict: Verdict,
): Promise<DecidedEvent | undefined> {
  const [event] = await tx.$queryRaw<DecidedEvent[]>`
    UPDATE community_events
       SET status = ${verdict.status}::community_event_status, decided_by_id = ${verdict.decidedById}::uuid,
           decided_at = now(), rejection_reason = ${verdict.reason}
     WHERE id = ${eventId}::uuid AND status = 'PENDING'
    RETURNING id, title, location, starts_at AS "startsAt", organizer_id AS "organizerId", now()`;
  return event;
}

export interface HeldEvent {
  status: EventStatus;
  title: string;
  location: string | null;
  startsAt: Date;
  now: Date;
}

/** Nobody else changes it or decides about it until the transaction ends. Index: community_events_pkey. */
export async function holdEvent(tx: Transaction, eventId: string): Promise<HeldEvent | undefined> {
  const [event] = await tx.$queryRaw<HeldEvent[]>`
    SELECT status, title, location, starts_at AS "startsAt", now() FROM community_events WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
  return event;
}

/** The moment of a first registration; a second one changes nothing. Index: event_registrations_pkey. */
export async function registerOnce(
  tx: Transaction,
  eventId: string,
  userId: string,
): Promise<Date | undefined> {
  const [row] = await tx.$queryRaw<{ createdAt: Date }[]>`
    INSERT INTO event_registrations (event_id, user_id) VALUES (${eventId}::uuid, ${userId}::uuid)
        ON CONFLICT DO NOTHING
    RETURNING created_at AS "createdAt"`;
  return row?.createdAt;
}

/** Index: event_registrations_pkey. */
export async function registeredAt(tx: Transaction, eventId: string, userId: string): Promise<Date> {
  const where = { eventId_userId: { eventId, userId } };
  const { createdAt } = await tx.eventRegistration.findUniqueOrThrow({ where });
  return createdAt;
}
