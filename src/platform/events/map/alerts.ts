import { z } from 'zod';

/** What nobody may miss. Whoever raises one says whom it concerns. */
export const ALERT_EVENTS = {
  'security.alert': z.object({
    /** Whose accounts it is about. */
    userIds: z.array(z.uuid()).min(1),
    incident: z.enum(['NEW_SIGN_IN', 'PASSWORD_CHANGED', 'CONTACT_CHANGED', 'ACCOUNT_LOCKED', 'OTHER']),
    occurredAt: z.iso.datetime(),
    /** From where, as far as one can tell: “Chrome in Surat”. */
    place: z.string().nullable(),
  }),
  'emergency.alert': z
    .object({
      alertId: z.uuid(),
      headline: z.string().min(1),
      instructions: z.string().min(1),
      /** Everybody in these groups and below them. */
      groupIds: z.array(z.uuid()),
      /** And these people. */
      userIds: z.array(z.uuid()),
      raisedByName: z.string(),
      /** When it is of no use any more; null where nobody can say. */
      validUntil: z.iso.datetime().nullable(),
    })
    .refine(({ groupIds, userIds }) => groupIds.length + userIds.length > 0, {
      error: 'An emergency concerns somebody: name groups in groupIds or people in userIds.',
    }),
} as const;
