import { noAnswer, refusal } from '../http/outcome.js';
import { AnswerLost, NotReached, type Answer } from '../http/call.js';
import type { Outcome } from '../provider.js';
import { GONE, type Rung } from './ring-all.js';

/** What a push service has answered. `tag` names what was taken where the service gives it no name. */
export function webPushOutcome(answer: Answer, tag: string): Rung {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) {
    // A login page or a gate on the way answers everything with success.
    if (String(headers['content-type']).includes('html')) return { kind: 'unknown' };
    const { location } = headers;
    return { kind: 'sent', providerMessageId: typeof location === 'string' ? location : tag };
  }
  if (status === 404 || status === 410) return GONE;
  return aboutThisOne(refusal(answer));
}

/** What it means that there is no answer. */
export function webPushLost(error: unknown): Outcome {
  if (error instanceof NotReached || error instanceof AnswerLost) return aboutThisOne(noAnswer(error));
  // It has not come to calling anybody: nothing can be encrypted or signed with the VAPID keys as they are.
  return { kind: 'retry', code: 'VAPID', error: String(error), down: true };
}

/**
 * Members choose where their browsers are rung, each browser its own service: one that is down or asks for patience,
 * or that somebody has made up, says nothing of the others and must not stop them.
 */
export function aboutThisOne(outcome: Outcome): Outcome {
  return outcome.kind === 'retry' || outcome.kind === 'unknown' ? { ...outcome, down: false } : outcome;
}
