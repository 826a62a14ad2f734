import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Warning } from './preview';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly warning: Warning;
  readonly label: string;
  readonly onAnswer: () => void;
  readonly onBack: () => void;
}

/** Far wider than this sender's usual: asked once more, with the numbers, and with what makes it so wide. */
export function WideQuestion({ warning, label, onAnswer, onBack }: Props) {
  const w = useWords(ANNOUNCE_WORDS);
  const { number } = useFormat();
  const { usual, recipientCount, because } = warning;
  const n = number(recipientCount);
  return (
    <Dialog title={w.wide(n)} onClose={onBack}>
      <p>{w.wideLead(number(usual), n)}</p>
      {because.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line text-sm">
          {because.map(({ item, name, count }) => (
            <li key={item} className="flex justify-between gap-4 px-3 py-2">
              <span className="min-w-0">{name}</span>
              <span className="font-medium tabular-nums">{number(count)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <Button onClick={onBack}>{w.goBack}</Button>
        <Button look="primary" onClick={onAnswer}>
          {label}
        </Button>
      </div>
    </Dialog>
  );
}
