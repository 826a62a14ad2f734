import { useState, type SubmitEvent } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import type { Scope } from '../audience/scope';
import { Button } from '../controls/Button';
import { Check } from '../controls/Check';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useSession } from '../session/session';
import { APPROVALS_WORDS } from './words/words';

/** From how many people on a community wants two heads to agree. */
export function Rules({ communities }: { readonly communities: readonly Scope[] }) {
  const w = useWords(APPROVALS_WORDS);
  if (communities.length === 0) return null;
  return (
    <Panel title={w.rules} lead={w.rulesLead}>
      <ul>
        {communities.map((community) => (
          <Rule key={community.id} community={community} />
        ))}
      </ul>
    </Panel>
  );
}

const USUAL = 100;

function Rule({ community: { id, name, approvalAbove = null } }: { readonly community: Scope }) {
  const { t } = useLanguage();
  const w = useWords(APPROVALS_WORDS);
  const { number } = useFormat();
  const { api } = useSession();
  const [kept, setKept] = useState(approvalAbove);
  const [asks, setAsks] = useState(approvalAbove !== null);
  const [above, setAbove] = useState(String(approvalAbove ?? USUAL));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState(false);
  const wanted = asks ? Number(above) : null;
  const sound = wanted === null || (above.trim() !== '' && Number.isSafeInteger(wanted) && wanted >= 0);

  const save = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || !sound) return;
    setBusy(true);
    try {
      await api(`/api/communities/${encodeURIComponent(id)}/approval`, {
        method: 'PUT',
        body: { above: wanted },
      });
      setKept(wanted);
      setProblem(null);
      setSaved(true);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  const edit = (change: () => void) => {
    setSaved(false);
    change();
  };

  return (
    <li className="border-t border-line px-4 py-3">
      <form onSubmit={(event) => void save(event)} className="space-y-3">
        <Check checked={asks} onChange={(on) => edit(() => setAsks(on))}>
          {w.ask(name)}
        </Check>
        {asks && (
          <Writing
            label={w.above}
            type="number"
            min={0}
            required
            value={above}
            onWrite={(text) => edit(() => setAbove(text))}
            error={sound ? problem?.about('above') : w.whole}
            className="max-w-48"
          />
        )}
        {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={busy} disabled={!sound || wanted === kept}>
            {w.save}
          </Button>
          <output className="text-sm text-soft">
            {saved && (kept === null ? w.never : w.now(number(kept)))}
          </output>
        </div>
      </form>
    </li>
  );
}
