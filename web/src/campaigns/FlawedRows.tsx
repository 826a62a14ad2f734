import { sentence } from '../api/sentence';
import { usePages } from '../api/usePages';
import { Button } from '../controls/Button';
import { ListEnd } from '../controls/ListEnd';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { asMapped, pathOf, type Campaign, type JudgedRow, type Report } from './campaign';
import type { CampaignWords } from './words/en';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaign: Campaign;
  readonly report: Report;
}

/** Row by row, what is wrong with it and what it says, so that it can be found in the file. */
export function FlawedRows({ campaign, report }: Props) {
  const { id, columns } = campaign;
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const { number } = useFormat();
  const { items, next, problem, more, reload } = usePages<JudgedRow>(
    `${pathOf(id)}/rows?flawed=true&limit=50${asMapped(campaign)}${report.flawed}`,
  );

  if (items === null)
    return (
      <div className="border-t border-line p-4 text-sm">
        {problem === null ? (
          <output className="text-soft">{t.loading}</output>
        ) : (
          <Notice tone="bad" action={<Button onClick={reload}>{t.tryAgain}</Button>}>
            <strong className="font-medium">{w.rowsFailed}</strong> {sentence(problem, t)}
          </Notice>
        )}
      </div>
    );
  return (
    <div className="max-h-128 overflow-y-auto border-t border-line">
      <ol className="divide-y divide-line text-sm">
        {items.map((row) => (
          <li key={row.number} className="space-y-1 px-4 py-3">
            <p className="flex flex-wrap gap-x-3">
              <span className="font-medium tabular-nums">{w.lineNumber(number(row.number))}</span>
              <span className="text-warn">{flawInWords(row, w)}</span>
            </p>
            <dl className="flex flex-wrap gap-x-4 text-soft">
              {columns.map((column) => (
                <div key={column} className="flex min-w-0 gap-1">
                  <dt>{column}:</dt>
                  <dd className="min-w-0 break-all text-ink">{row.fields[column] || '–'}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
      <ListEnd more={next === null ? null : more} problem={problem} end={w.end} />
    </div>
  );
}

/** In the reader's language; a flaw newer than this page is told as the server does. */
function flawInWords({ flaw }: JudgedRow, w: CampaignWords): string {
  if (flaw === null) return '';
  const line = flaw.code === 'DUPLICATE' ? /\d+/.exec(flaw.message)?.[0] : undefined;
  return line === undefined ? (w.flaws[flaw.code] ?? flaw.message) : w.twice(line);
}
