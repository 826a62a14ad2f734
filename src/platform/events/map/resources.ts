import { z } from 'zod';

/** What members ask the community to lend or give them. */
export const RESOURCE_EVENTS = {
  'resource.requested': z.object({
    requestId: z.uuid(),
    resource: z.string(),
    quantity: z.int().positive(),
    purpose: z.string().nullable(),
    requesterId: z.uuid(),
    requesterName: z.string(),
    /** The heads who may decide about it. */
    deciderIds: z.array(z.uuid()),
  }),
  'resource.approved': z.object({
    requestId: z.uuid(),
    resource: z.string(),
    quantity: z.int().positive(),
    requesterId: z.uuid(),
    approvedById: z.uuid(),
    approvedByName: z.string(),
  }),
  'resource.rejected': z.object({
    requestId: z.uuid(),
    resource: z.string(),
    requesterId: z.uuid(),
    rejectedById: z.uuid(),
    rejectedByName: z.string(),
    reason: z.string().nullable(),
  }),
} as const;
