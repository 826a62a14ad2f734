import { z } from 'zod';

/** A head asks how things stand, and the member says so. */
export const STATUS_EVENTS = {
  'status.update-requested': z.object({
    requestId: z.uuid(),
    question: z.string(),
    memberId: z.uuid(),
    requestedById: z.uuid(),
    requestedByName: z.string(),
    dueAt: z.iso.datetime().nullable(),
  }),
  'status.updated': z.object({
    requestId: z.uuid(),
    question: z.string(),
    answer: z.string(),
    memberId: z.uuid(),
    memberName: z.string(),
    requestedById: z.uuid(),
  }),
} as const;
