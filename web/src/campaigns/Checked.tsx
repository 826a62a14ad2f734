import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { saveFile } from '../api/saveFile';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useSession } from '../session/session';
import { pathOf, type Campaign, type Report } from './campaign';
import { FlawedRows } from './FlawedRows';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaign: Campaign;
  readonly report: Report;
}

/** How many rows can go, and what is wrong with the others. */
export function Checked({ campaign, report }: Props) {
  const w = useWords(CAMPAIGN_WORDS);
  const { number } = useFormat();
  const [shown, setShown] = useState(false);
  const { good, flawed } = report;
  const sent = campaign.state === 'SENT';
  const flaws = Object.entries(report.flaws).toSorted(([, a], [, b]) => b - a);
  return (
    <Panel title={w.checked}>
      <div className="space-y-3 px-4 pb-4 text-sm">
        <p className="text-base font-medium tabular-nums">{(sent ? w.went : w.good)(good, number(good))}</p>
        {flawed === 0 && <p className="text-good">{w.allGood}</p>}
        {good === 0 && !sent && <Notice tone="warn">{w.noneGood}</Notice>}
        {flawed > 0 && (
          <>
            <div>
              <p className="font-medium text-warn tabular-nums">{w.bad(flawed, number(flawed))}</p>
              <p className="text-soft">{sent ? w.badLeft : w.badLead}</p>
            </div>
            <ul className="space-y-1">
              {flaws.map(([code, count]) => (
                <li key={code} className="flex gap-3">
                  <span className="min-w-8 shrink-0 text-right font-medium tabular-nums">
                    {number(count)}
                  </span>
                  <span>{w.flaws[code] ?? code}</span>
                </li>
              ))}
            </ul>
            <div className="flex flex-wrap gap-2">
              <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
                {shown ? w.hideFlawed : w.showFlawed}
              </Button>
              <Download campaign={campaign} />
            </div>
          </>
        )}
      </div>
      {shown && flawed > 0 && <FlawedRows campaign={campaign} report={report} />}
    </Panel>
  );
}

function Download({ campaign: { id, name } }: { readonly campaign: Campaign }) {
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const { api } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fetchFile = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { data } = await api<Blob>(`${pathOf(id)}/report.csv`, { wantsFile: true });
      saveFile(data, w.fileName(name));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} onClick={() => void fetchFile()}>
        {w.download}
      </Button>
      {problem !== null && (
        <div className="w-full">
          <Notice tone="bad">
            <strong className="font-medium">{w.notDownloaded}</strong> {sentence(problem, t)}
          </Notice>
        </div>
      )}
    </>
  );
}
