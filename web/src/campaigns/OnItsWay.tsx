import { Button } from '../controls/Button';
import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { useWords } from '../language/words';
import { sizeOfFile } from './file';
import { CAMPAIGN_WORDS } from './words/words';

export function FileSize({ bytes }: { readonly bytes: number }) {
  const { language } = useLanguage();
  return <span className="whitespace-nowrap">{sizeOfFile(bytes, formatLocale(language))}</span>;
}

interface Props {
  readonly sent: number;
  readonly of: number;
  readonly onStop: () => void;
}

/** How much of a file has left; when all of it has, the server still reads. */
export function OnItsWay({ sent, of, onStop }: Props) {
  const { language } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const locale = formatLocale(language);
  const done = sent >= of;
  const said = done ? w.checking : w.sent(sizeOfFile(sent, locale), sizeOfFile(of, locale));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-56 flex-1">
        <progress
          value={sent}
          max={of}
          aria-label={w.upload}
          className={`h-2 w-full overflow-clip rounded-full bg-bubble [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-bubble [&::-webkit-progress-value]:bg-accent ${done ? 'animate-pulse' : ''}`}
        />
        {/* Who hears the page is told the turn of it, not every step. */}
        <p aria-live={done ? 'polite' : 'off'} className="text-sm text-soft tabular-nums">
          {said}
        </p>
      </div>
      <Button onClick={onStop}>{w.stop}</Button>
    </div>
  );
}
