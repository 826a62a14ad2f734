import type { Audience } from '../audience/expression';
import type { Tree } from '../audience/scope';
import { AUDIENCE_WORDS } from '../audience/words';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Warning } from './preview';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly warning: Warning;
  readonly audience: Audience;
  readonly tree: Tree;
  readonly label: string;
  readonly onAnswer: () => void;
  readonly onBack: () => void;
}

/** Far wider than this sender's usual: asked once more, with the numbers, and with what makes it so wide. */
export function WideQuestion({ warning, audience, tree, label, onAnswer, onBack }: Props) {
  const { t } = useLanguage();
  const { in: words } = useWords(AUDIENCE_WORDS);
  const w = useWords(ANNOUNCE_WORDS);
  const { number, list } = useFormat();
  const { usual, recipientCount, because } = warning;
  const n = number(recipientCount);
  /** In the reader's language where it is a group; what else it may be, the server has named. */
  const called = ({ item, name }: Warning['because'][number]): string => {
    const part = audience.include[Number(/^include\[(\d+)\]$/.exec(item)?.[1])];
    if (part === undefined || !('group' in part)) return name;
    const place = tree.byId.get(part.group)?.name ?? name;
    const roles = (part.roles ?? []).map((role) => t.roles[role]);
    return roles.length > 0 ? words.rolesIn(list(roles), place) : words.everybodyIn(place);
  };
  return (
    <Dialog title={w.wide(n)} onClose={onBack}>
      <p>{w.wideLead(number(usual), n)}</p>
      {because.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line text-sm">
          {because.map((part) => (
            <li key={part.item} className="flex justify-between gap-4 px-3 py-2">
              <span className="min-w-0">{called(part)}</span>
              <span className="font-medium tabular-nums">{number(part.count)}</span>
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
