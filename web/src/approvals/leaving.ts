import type { Format } from '../language/useFormat';
import type { Message } from '../messages/message';
import type { ApprovalsWords } from './words/en';

/** When it would leave if it were approved now. */
export function leavingOf(
  { localTime, approval }: Pick<Message, 'localTime' | 'approval'>,
  now: number,
  w: ApprovalsWords,
  { moment }: Pick<Format, 'moment'>,
): string {
  // Without an offset it is read, and shown, as the same time of day here.
  if (localTime !== null) return w.each(moment(new Date(localTime)));
  const wanted = approval?.wantedFor ?? null;
  if (wanted === null) return w.atOnce;
  return Date.parse(wanted) <= now ? w.passed : w.at(moment(new Date(wanted)));
}
