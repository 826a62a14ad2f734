import { Dialog } from '../controls/Dialog';
import { useWords } from '../language/words';
import { KeptRow } from './KeptRow';
import type { Saved } from './saved';
import type { Tree } from './scope';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly tree: Tree;
  readonly saved: readonly Saved[];
  readonly onChanged: () => void;
  readonly onForgotten: (id: string) => void;
  readonly onClose: () => void;
}

/** Another name for what was saved, or away with it. */
export function KeepSaved({ tree, saved, onChanged, onForgotten, onClose }: Props) {
  const w = useWords(AUDIENCE_WORDS);
  return (
    <Dialog title={w.keepTitle} onClose={onClose}>
      <p className="text-sm text-soft">{w.keepLead}</p>
      {saved.length === 0 ? (
        <p className="text-sm">{w.noSaved}</p>
      ) : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-md border border-line">
          {saved.map((one) => (
            <KeptRow
              key={one.id}
              tree={tree}
              saved={one}
              onChanged={onChanged}
              onForgotten={() => {
                onForgotten(one.id);
                onChanged();
              }}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
