import { z } from 'zod';

/**
 * Every fact that can be told, with what it carries. Who emits and who listens share this map,
 * so a payload that lacks a field does not compile, and one that slips through a plain emitter is refused.
 */
export const EVENTS = {
  'event.created': z.object({
    eventId: z.uuid(),
    title: z.string(),
    startsAt: z.iso.datetime(),
    location: z.string().nullable(),
    organizerId: z.uuid(),
    organizerName: z.string(),
    /** The groups whose heads decide about it. */
    communityIds: z.array(z.uuid()),
  }),
  'event.approved': z.object({
    eventId: z.uuid(),
    title: z.string(),
    startsAt: z.iso.datetime(),
    location: z.string().nullable(),
    organizerId: z.uuid(),
    approvedById: z.uuid(),
    approvedByName: z.string(),
  }),
  'event.rejected': z.object({
    eventId: z.uuid(),
    title: z.string(),
    organizerId: z.uuid(),
    rejectedByName: z.string(),
    reason: z.string().nullable(),
  }),
  'event.registered': z.object({
    eventId: z.uuid(),
    title: z.string(),
    startsAt: z.iso.datetime(),
    organizerId: z.uuid(),
    userId: z.uuid(),
    userName: z.string(),
  }),
} as const;

export type EventName = keyof typeof EVENTS;
export type Payload<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;

/** A fact as a listener gets it. Its id is the same however often it is told. */
export interface DomainEvent<Name extends EventName = EventName> {
  id: string;
  name: Name;
  payload: Payload<Name>;
}

export const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && Object.hasOwn(EVENTS, name);
