import { useState } from 'react';
import { Button } from '../controls/Button';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { Part } from './Part';
import type { Preview } from './preview';
import { ANNOUNCE_WORDS } from './words/words';

const AT_FIRST = 6;

interface Props {
  readonly groups: Preview['byGroup'];
  readonly groupCount: number;
  readonly of: number;
}

/** The groups that these people have joined, the largest first. */
export function ByGroup({ groups, groupCount, of }: Props) {
  const w = useWords(ANNOUNCE_WORDS);
  const { number } = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, AT_FIRST);
  const more = groupCount - shown.length;
  const overlap = groups.reduce((sum, { count }) => sum + count, 0) > of;
  if (groups.length === 0) return null;
  return (
    <Part title={w.byGroup}>
      <ul className="space-y-1">
        {shown.map(({ id, name, kind, count }) => (
          <li key={id} className="relative flex justify-between gap-4 overflow-clip rounded-sm px-2 py-1">
            <span
              aria-hidden="true"
              className="absolute inset-y-0 left-0 bg-accent-wash"
              style={{ width: `${(100 * count) / Math.max(1, of)}%` }}
            />
            <span className="relative min-w-0 truncate">{w.kind(kind, name)}</span>
            <span className="relative font-medium tabular-nums">{number(count)}</span>
          </li>
        ))}
      </ul>
      {overlap && <p className="mt-1 text-soft">{w.overlap}</p>}
      {groups.length > AT_FIRST && (
        <Button look="text" className="mx-0 mt-1" onClick={() => setAll(!all)}>
          {all ? w.fewerGroups : w.moreGroups(number(more))}
        </Button>
      )}
    </Part>
  );
}
