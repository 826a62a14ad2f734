import { z } from 'zod';

/**
 * Facts that a module tells itself for later, to look then how things are. Nobody else is told of them, so the
 * catalog declares nothing for them.
 */
export const INTERNAL_EVENTS = {
  'event.nearing': z.object({
    eventId: z.uuid(),
    /** As it was when this was planned. */
    startsAt: z.iso.datetime(),
    before: z.enum(['24h', '1h']),
  }),
} as const;
