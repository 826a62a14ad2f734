import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { ROLES } from '../session/person';
import { ByGroup } from './ByGroup';
import { ByWay } from './ByWay';
import type { Draft } from './draft';
import { Part } from './Part';
import type { Preview } from './preview';
import { leaving } from './sentences';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly draft: Draft;
  readonly preview: Preview;
}

/** Who they are, by which ways they are reached and why not by the others, when it goes, and what it costs. */
export function PreviewDetails({ draft, preview }: Props) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
  const { number, money } = format;
  const { approval, byRole, sample, recipientCount, estimatedCost } = preview;
  const roles = ROLES.filter((role) => (byRole[role] ?? 0) > 0);
  const more = recipientCount - sample.length;
  const names = sample.map(({ name }) => name);

  return (
    <>
      {approval !== null && (
        <Notice tone="warn">{w.needsApproval(approval.name, number(approval.above))}</Notice>
      )}
      <ByGroup groups={preview.byGroup} groupCount={preview.groupCount} of={recipientCount} />
      <Part title={w.byRole}>
        <ul className="flex flex-wrap gap-x-4">
          {roles.map((role) => (
            <li key={role}>
              {t.roles[role]} <span className="font-medium tabular-nums">{number(byRole[role] ?? 0)}</span>
            </li>
          ))}
        </ul>
      </Part>
      <ByWay channels={preview.channels} of={recipientCount} />
      <Part title={w.sample}>
        <p>{format.list(more > 0 ? [...names, w.andMore(number(more))] : names)}</p>
      </Part>
      <Part title={w.leaving}>
        <p>{leaving(draft, preview, w, format)}</p>
        {preview.strategy === 'ESCALATION' && <p>{w.stepByStep}</p>}
        {estimatedCost !== null && (
          <p>{estimatedCost > 0 ? w.costs(money(estimatedCost, preview.currency)) : w.free}</p>
        )}
      </Part>
    </>
  );
}
