import { inWords, type Naming } from '../audience/inWords';
import { AUDIENCE_WORDS } from '../audience/words';
import { useFormat } from '../language/useFormat';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import type { Message } from './message';

/** The choice as it was made, with the names that its groups had then. */
export function AudienceWords({ audience, groupNames }: Pick<Message, 'audience' | 'groupNames'>) {
  const { t } = useLanguage();
  const w = useWords(AUDIENCE_WORDS);
  const { number, list } = useFormat();
  const naming: Naming = {
    group: (id) => groupNames[id] ?? w.in.unknown,
    role: (role) => t.roles[role],
    number,
    list,
    words: w.in,
  };
  const left = audience.exclude ?? [];
  return (
    <>
      <ul className="space-y-1">
        {audience.include.map((item) => (
          <li key={JSON.stringify(item)}>{inWords(item, naming)}</li>
        ))}
      </ul>
      {left.length > 0 && (
        <>
          <p className="mt-2 text-soft">{w.in.without}</p>
          <ul className="space-y-1">
            {left.map((item) => (
              <li key={JSON.stringify(item)}>{inWords(item, naming)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
