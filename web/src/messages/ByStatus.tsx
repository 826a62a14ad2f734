import { shortfalls } from '../announce/sentences';
import { ANNOUNCE_WORDS } from '../announce/words/words';
import type { Channel, DeliveryStatus } from '../feed/notification';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Counts, Message } from './message';
import { fateOf, type Fate } from './standing';
import { MESSAGE_WORDS } from './words/words';

/** From what is well to what is not going to be. */
const ORDER: readonly DeliveryStatus[] = [
  'DELIVERED',
  'SENT',
  'SENDING',
  'PENDING',
  'RETRYING',
  'SCHEDULED',
  'UNKNOWN',
  'FAILED',
  'SUPPRESSED',
  'CANCELLED',
];
const BARS: Record<Fate, string> = {
  out: 'bg-good',
  waiting: 'bg-accent',
  trouble: 'bg-bad',
  not: 'bg-bubble',
};
const WORDS: Record<Fate, string> = {
  out: 'text-good',
  waiting: 'text-accent',
  trouble: 'text-bad',
  not: 'text-soft',
};

type Props = Pick<Message, 'counts' | 'channels' | 'suppressed'>;

/** By each channel how many have come how far, and why not the rest: a bar to see it, and words to know it. */
export function ByStatus({ counts, channels, suppressed }: Props) {
  const w = useWords(MESSAGE_WORDS);
  const { t } = useLanguage();
  const announcing = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
  const { number, list } = format;
  const shown = channels.filter((channel) => total(counts?.[channel]) > 0);
  if (shown.length === 0) return <p className="px-4 pb-4 text-sm text-soft">{w.notYet}</p>;
  return (
    <ul className="divide-y divide-line border-t border-line">
      {shown.map((channel) => {
        const byStatus = counts?.[channel] ?? {};
        const statuses = ORDER.filter((status) => (byStatus[status] ?? 0) > 0);
        const all = total(byStatus);
        const why = shortfalls(
          channel,
          { suppressed: suppressed[channel] ?? {}, held: 0 },
          announcing,
          format,
        );
        return (
          <li key={channel} className="px-4 py-3 text-sm">
            <p className="flex justify-between gap-4">
              <span className="font-medium">{wordFor(t.channels, channel)}</span>
              <span className="text-soft tabular-nums">{number(all)}</span>
            </p>
            <div aria-hidden="true" className="my-2 flex h-2 gap-px overflow-clip rounded-full">
              {statuses.map((status) => (
                <span
                  key={status}
                  className={`transition-all ${BARS[fateOf(status)]}`}
                  style={{ flexGrow: byStatus[status] ?? 0 }}
                />
              ))}
            </div>
            <ul className="flex flex-wrap gap-x-4">
              {statuses.map((status) => (
                <li key={status} className={`tabular-nums ${WORDS[fateOf(status)]}`}>
                  {w.counted(number(byStatus[status] ?? 0), wordFor(t.statuses, status))}
                </li>
              ))}
            </ul>
            {why.length > 0 && <p className="text-soft">{list(why)}</p>}
          </li>
        );
      })}
    </ul>
  );
}

const total = (byStatus: Counts[Channel] = {}): number =>
  Object.values(byStatus).reduce((sum, count) => sum + count, 0);
