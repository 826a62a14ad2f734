import { AppError } from '../../platform/errors/app-error.js';
import { AUDIENCE_EMPTY } from '../planning/audience-size.sql.js';
import { nextAfter } from './cron.js';

/** What came of an occurrence: its message, or why there is none, and whether there will be others. */
export type Outcome = { messageId: string } | { skippedBecause: string } | { endedBecause: string };

/** What a schedule remembers of it. Without a next one it has ended. */
export interface Occasion {
  messageId: string | null;
  nextAt: Date | null;
  reason: string | null;
}

interface Due {
  cron: string;
  timezone: string;
  endsAt: Date | null;
  now: Date;
}

/** However many were missed, the next one is the first that is still to come. */
export function decideOccasion({ cron, timezone, endsAt, now }: Due, outcome: Outcome): Occasion {
  const messageId = 'messageId' in outcome ? outcome.messageId : null;
  if ('endedBecause' in outcome) return { messageId, nextAt: null, reason: outcome.endedBecause };
  const next = nextAfter(cron, timezone, now);
  if (!next || (endsAt && next > endsAt))
    return { messageId, nextAt: null, reason: 'It has come to its end.' };
  return { messageId, nextAt: next, reason: 'skippedBecause' in outcome ? outcome.skippedBecause : null };
}

/**
 * What a refusal means for the schedule: somebody may belong to its audience again, but what its sender may not
 * say now was not theirs to say again and again. Anything else is a failure, and no answer.
 */
export function outcomeOf(refusal: unknown): Outcome | undefined {
  if (!(refusal instanceof AppError) || refusal.verdict !== 'never') return undefined;
  return refusal.code === AUDIENCE_EMPTY
    ? { skippedBecause: refusal.detail }
    : { endedBecause: refusal.detail };
}
