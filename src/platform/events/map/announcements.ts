import { z } from 'zod';

/** What becomes of announcements that a second head has to approve. */
export const ANNOUNCEMENT_EVENTS = {
  'announcement.waiting': z.object({
    messageId: z.uuid(),
    /** Its subject, or how it begins. */
    about: z.string(),
    senderName: z.string(),
    communityName: z.string(),
    recipientCount: z.int(),
    /** Those who may approve it, besides all others who may. */
    approverIds: z.array(z.uuid()),
  }),
  'announcement.decided': z.object({
    messageId: z.uuid(),
    about: z.string(),
    senderId: z.uuid(),
    decidedByName: z.string(),
    approved: z.boolean(),
    reason: z.string().nullable(),
  }),
} as const;
