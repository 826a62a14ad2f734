import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Choosing } from '../controls/Choosing';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { useSession } from '../session/session';
import { BY, pathOf, type Campaign, type Mapping } from './campaign';
import { FirstRows } from './FirstRows';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaign: Campaign;
  readonly onChanged: (campaign: Campaign) => void;
}

/** Which column says who. A change has all rows checked anew. */
export function WhoIsMeant({ campaign, onChanged }: Props) {
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const { api } = useSession();
  const [wanted, setWanted] = useState<Mapping | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { id, columns, state } = campaign;
  const mapping = wanted ?? campaign.mapping;
  const busy = wanted !== null;

  const map = async (next: Mapping) => {
    if (busy || next.person === '') return;
    setWanted(next);
    setProblem(null);
    try {
      const { data } = await api<Campaign>(`${pathOf(id)}/mapping`, { method: 'PUT', body: next });
      onChanged(data);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setWanted(null);
    }
  };

  return (
    <Panel title={w.who} lead={state === 'SENT' ? w.whoSent : w.whoLead}>
      <div className="space-y-4 px-4 pb-4" aria-busy={busy}>
        {state === 'DRAFT' && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Choosing
              label={w.column}
              value={mapping?.person ?? ''}
              onChoose={(person) => void map({ person, by: mapping?.by ?? 'EMAIL' })}
            >
              {mapping === null && <option value="">{w.chooseColumn}</option>}
              {columns.map((column) => (
                <option key={column} value={column}>
                  {column}
                </option>
              ))}
            </Choosing>
            <Choosing
              label={w.by}
              value={mapping?.by ?? 'EMAIL'}
              onChoose={(by) => void map({ person: mapping?.person ?? '', by: by as Mapping['by'] })}
            >
              {BY.map((by) => (
                <option key={by} value={by}>
                  {w.bys[by]}
                </option>
              ))}
            </Choosing>
          </div>
        )}
        {busy && <output className="block text-sm text-soft">{w.mapping}</output>}
        {problem !== null && (
          <Notice tone="bad">
            <strong className="font-medium">{w.notMapped}</strong> {sentence(problem, t)}
          </Notice>
        )}
        <FirstRows campaign={campaign} person={mapping?.person} />
      </div>
    </Panel>
  );
}
