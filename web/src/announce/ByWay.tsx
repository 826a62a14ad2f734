import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { WAYS } from './draft';
import { Part } from './Part';
import type { Preview } from './preview';
import { shortfalls } from './sentences';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly channels: Preview['channels'];
  readonly of: number;
}

/** How many each way reaches, and in words why not the others. */
export function ByWay({ channels, of }: Props) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
  const { number } = format;
  const told = (reachable: number) => {
    if (reachable === of) return w.reachesAll;
    return reachable === 0 ? w.reachesNobody : w.reaches(number(reachable), number(of));
  };
  return (
    <Part title={w.byWay}>
      <ul className="space-y-1">
        {WAYS.map((channel) => {
          const reach = channels[channel];
          if (reach === undefined) return null;
          const short = shortfalls(channel, reach, w, format);
          return (
            <li key={channel}>
              <p className="flex justify-between gap-4">
                <span>{t.channels[channel]}</span>
                <span className={`font-medium tabular-nums ${reach.reachable === 0 ? 'text-warn' : ''}`}>
                  {told(reach.reachable)}
                </span>
              </p>
              {short.length > 0 && <p className="text-soft">{format.list(short)}</p>}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
