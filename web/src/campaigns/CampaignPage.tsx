import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { Section } from '../page/Section';
import { Link } from '../route/Link';
import { Ago } from '../time/Moment';
import { pathOf, type Campaign } from './campaign';
import { Checked } from './Checked';
import { Compose } from './Compose';
import { RemoveCampaign } from './RemoveCampaign';
import { WhoIsMeant } from './WhoIsMeant';
import { CAMPAIGN_WORDS } from './words/words';

/** One list: whom it means, what is wrong with it, and what everybody on it is told. */
export function CampaignPage({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const { number } = useFormat();
  const { data: campaign, problem, reload, mend } = useFetched<Campaign>(pathOf(id));
  const back = (
    <Link to="/campaigns" className="font-medium text-accent hover:underline">
      {w.back}
    </Link>
  );

  if (problem?.status === 404)
    return (
      <Section title={w.gone} lead={w.goneLead}>
        {back}
      </Section>
    );
  if (campaign === null)
    return (
      <Section title={t.nav.campaigns}>
        {problem === null ? (
          <output className="text-soft">{t.loading}</output>
        ) : (
          <Notice tone="bad" action={<Button onClick={reload}>{t.tryAgain}</Button>}>
            <strong className="font-medium">{w.oneFailed}</strong> {sentence(problem, t)}
          </Notice>
        )}
      </Section>
    );
  const replace = (changed: Campaign) => mend(() => changed);
  const { name, state, rowCount, createdAt } = campaign;
  return (
    <Section
      title={name}
      lead={
        <span className="flex flex-wrap gap-x-4 text-sm tabular-nums">
          {back}
          <span>{w.rows(rowCount, number(rowCount))}</span>
          <span>
            {w.uploaded} <Ago at={createdAt} />
          </span>
        </span>
      }
      aside={<RemoveCampaign campaign={campaign} />}
    >
      {state === 'SENT' ? (
        <Sent campaign={campaign} onChanged={replace} />
      ) : (
        <Compose campaign={campaign} onChanged={replace} onStale={reload} />
      )}
    </Section>
  );
}

interface Props {
  readonly campaign: Campaign;
  readonly onChanged: (campaign: Campaign) => void;
}

function Sent({ campaign, onChanged }: Props) {
  const w = useWords(CAMPAIGN_WORDS);
  const { messageId } = campaign;
  return (
    <div className="max-w-3xl space-y-6 max-sm:-mx-4">
      <div className="max-sm:px-4">
        <Notice tone="calm">
          {w.wasSent}{' '}
          {messageId !== null && (
            <Link
              to={`/messages/${encodeURIComponent(messageId)}`}
              className="font-medium text-accent hover:underline"
            >
              {w.seeMessage}
            </Link>
          )}
        </Notice>
      </div>
      <WhoIsMeant campaign={campaign} onChanged={onChanged} />
      {campaign.report !== null && <Checked campaign={campaign} report={campaign.report} />}
    </div>
  );
}
