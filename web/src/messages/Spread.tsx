import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Message } from './message';
import { reachedBy, standingOf } from './standing';
import { MESSAGE_WORDS } from './words/words';

/** The one number that matters now: how many have it, or will. */
export function Spread({ message }: { readonly message: Message }) {
  const w = useWords(MESSAGE_WORDS);
  const { number, moment } = useFormat();
  const { recipientCount, plannedCount, progress, scheduledFor, localTime } = message;
  const standing = standingOf(message);
  const spreading = standing === 'spreading';
  const said = () => {
    if (standing === 'asking') return w.isFor(recipientCount, number(recipientCount));
    if (standing === 'scheduled') return w.willGet(recipientCount, number(recipientCount));
    if (spreading) return w.soFar(number(plannedCount), number(recipientCount));
    if (standing !== 'leaving' && standing !== 'done')
      return w.wouldGet(recipientCount, number(recipientCount));
    const { count, exact } = reachedBy(message);
    if (count === plannedCount) return w.hasAll(count, number(count));
    return (exact ? w.has : w.hasAtLeast)(number(count), number(plannedCount));
  };
  return (
    <div className="mt-2">
      <p className="text-2xl font-semibold tabular-nums" aria-live="polite">
        {said()}
      </p>
      {spreading && (
        <progress
          value={progress}
          max={1}
          aria-label={w.soFar(number(plannedCount), number(recipientCount))}
          className="mt-2 h-2 w-full overflow-clip rounded-full bg-bubble [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-bubble [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-all"
        />
      )}
      {standing === 'leaving' && message.strategy === 'ESCALATION' && (
        <p className="text-soft">{w.stepByStep}</p>
      )}
      {standing === 'scheduled' && localTime !== null && (
        <p className="text-soft">{w.goesEach(moment(new Date(localTime)))}</p>
      )}
      {standing === 'scheduled' && localTime === null && scheduledFor !== null && (
        <p className="text-soft">{w.goesAt(moment(new Date(scheduledFor)))}</p>
      )}
    </div>
  );
}
