import { CHANNELS, type Channel } from './vocabulary.js';

/** A channel that follows only as long as the message is unread. */
export interface EscalationStep {
  channel: Channel;
  afterSeconds: number;
}

/** Steps that are compared: each person always has those of one variant. */
export interface Experiment {
  name: string;
  variants: Readonly<Record<string, readonly EscalationStep[]>>;
}

const DAY_SECONDS = 86_400;
/** Nobody waits longer than this for a step. */
export const LONGEST_STEP_SECONDS = 7 * DAY_SECONDS;

interface Flaw {
  /** Which step it is, and which part of it. */
  place: number;
  part: keyof EscalationStep;
  message: string;
}

/** What is wrong with steps, whoever gives them. */
export function flawsOf(steps: readonly EscalationStep[]): Flaw[] {
  return steps.flatMap(({ channel, afterSeconds }, place) => {
    const flaw = (part: keyof EscalationStep, message: string) => [{ place, part, message }];
    if (!CHANNELS.includes(channel)) return flaw('channel', `must be one of ${CHANNELS.join(', ')}`);
    if (steps.findIndex((each) => each.channel === channel) < place) {
      return flaw('channel', `names ${channel} a second time; a channel has one step`);
    }
    if (!Number.isInteger(afterSeconds) || afterSeconds < 0 || afterSeconds > LONGEST_STEP_SECONDS) {
      return flaw(
        'afterSeconds',
        `must be a whole number from 0 to ${LONGEST_STEP_SECONDS}, which is 7 days`,
      );
    }
    return channel === 'IN_APP' && afterSeconds > 0
      ? flaw('afterSeconds', 'must be 0, because the feed has every notification at once')
      : [];
  });
}
