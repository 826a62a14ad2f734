import { useWords } from '../language/words';
import type { Standing } from './standing';
import { MESSAGE_WORDS } from './words/words';

const TONES: Record<Standing, string> = {
  asking: 'bg-warn-wash text-warn',
  refused: 'bg-bad-wash text-bad',
  scheduled: 'bg-accent-wash text-accent',
  spreading: 'bg-accent-wash text-accent',
  leaving: 'bg-accent-wash text-accent',
  sent: 'bg-bubble text-ink',
  done: 'bg-bubble text-ink',
  cancelled: 'bg-bubble text-soft',
  failed: 'bg-bad-wash text-bad',
};

export function StandingWord({ standing }: { readonly standing: Standing }) {
  const w = useWords(MESSAGE_WORDS);
  return (
    <span
      data-standing={standing}
      className={`inline-block rounded-sm px-2 text-sm font-medium whitespace-nowrap ${TONES[standing]}`}
    >
      {w.standings[standing]}
    </span>
  );
}
