import type { Problem } from '../api/problem';
import { ListEnd } from '../controls/ListEnd';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { Link } from '../route/Link';
import { Ago } from '../time/Moment';
import type { Campaign } from './campaign';
import { CAMPAIGN_WORDS } from './words/words';

interface Props {
  readonly campaigns: readonly Campaign[];
  readonly more: (() => void) | null;
  readonly problem: Problem | null;
}

export function CampaignList({ campaigns, more, problem }: Props) {
  const w = useWords(CAMPAIGN_WORDS);
  return (
    <div className="overflow-clip border-line bg-surface max-sm:border-y sm:rounded-lg sm:border">
      <ul className="divide-y divide-line">
        {campaigns.map((campaign) => (
          <Row key={campaign.id} campaign={campaign} />
        ))}
      </ul>
      <ListEnd more={more} problem={problem} end={w.end} />
    </div>
  );
}

function Row({ campaign }: { readonly campaign: Campaign }) {
  const w = useWords(CAMPAIGN_WORDS);
  const { number } = useFormat();
  const { id, name, state, rowCount, report, createdAt } = campaign;
  const flawed = report?.flawed ?? 0;
  return (
    <li>
      <Link
        to={`/campaigns/${encodeURIComponent(id)}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 px-4 py-3 -outline-offset-2 hover:bg-hover"
      >
        <span className="truncate font-medium">{name}</span>
        <span className="text-right text-sm text-soft">
          <Ago at={createdAt} />
        </span>
        <span className="text-sm text-soft tabular-nums">
          {w.rows(rowCount, number(rowCount))}
          {state === 'DRAFT' && report === null && ` · ${w.unmapped}`}
          {state === 'DRAFT' && flawed > 0 && ` · ${w.flawedOf(flawed, number(flawed))}`}
        </span>
        <span className={`text-right text-sm ${state === 'SENT' ? 'font-medium text-good' : 'text-soft'}`}>
          {w.states[state]}
        </span>
      </Link>
    </li>
  );
}
