import { z } from 'zod';

/** What the community does together. */
export const COMMUNITY_EVENTS = {
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
  'event.reminder': z.object({
    eventId: z.uuid(),
    title: z.string(),
    startsAt: z.iso.datetime(),
    location: z.string().nullable(),
    /** Those who come. */
    userIds: z.array(z.uuid()),
  }),
} as const;
