import type { Connection } from '../feed/live';
import { useLanguage } from '../language/language';

const TONES: Record<Connection, { readonly word: string; readonly dot: string }> = {
  live: { word: 'text-good', dot: 'bg-good' },
  connecting: { word: 'text-soft', dot: 'border-2 border-soft' },
  offline: { word: 'text-bad', dot: 'border-2 border-bad' },
};

export function ConnectionWord({ connection }: { readonly connection: Connection }) {
  const { t } = useLanguage();
  const { word, dot } = TONES[connection];
  return (
    <output className={`flex items-center gap-2 text-sm font-medium ${word}`}>
      <span aria-hidden="true" className={`size-2 rounded-full ${dot}`} />
      {t.connection[connection]}
    </output>
  );
}
