import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Campaign } from './campaign';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaign: Campaign;
  /** The column that says who. */
  readonly person: string | undefined;
}

/** How the file begins; wide ones are pushed sideways. */
export function FirstRows({ campaign: { columns, sample }, person }: Props) {
  const w = useWords(CAMPAIGN_WORDS);
  const { number } = useFormat();
  return (
    <div className="overflow-x-auto rounded-md border border-line">
      <table aria-label={w.who} className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-left text-soft">
            <th scope="col" className="w-px px-3 py-2 text-right font-normal">
              {w.line}
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={`px-3 py-2 whitespace-nowrap ${column === person ? 'bg-accent-wash font-semibold text-accent' : 'font-normal'}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {sample.map((row) => (
            <tr key={row.number}>
              <td className="px-3 py-2 text-right text-soft tabular-nums">{number(row.number)}</td>
              {columns.map((column) => (
                <td
                  key={column}
                  className={`max-w-64 truncate px-3 py-2 ${column === person ? 'bg-accent-wash' : ''}`}
                >
                  {row.fields[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
