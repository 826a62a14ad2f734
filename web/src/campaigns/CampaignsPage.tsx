import { sentence } from '../api/sentence';
import { usePages } from '../api/usePages';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { EmptyPage } from '../page/EmptyPage';
import { Section, SentTabs } from '../page/Section';
import type { Campaign } from './campaign';
import { CampaignList } from './CampaignList';
import { Upload } from './Upload';
import { CAMPAIGN_WORDS } from './words/words';

/** Lists that were uploaded, and a place to upload the next one. */
export function CampaignsPage() {
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const { items, next, problem, more, reload } = usePages<Campaign>('/api/campaigns?limit=30');
  return (
    <Section title={t.nav.campaigns} lead={w.lead}>
      <SentTabs />
      <div className="space-y-6 max-sm:-mx-4">
        <Upload />
        {problem !== null && items === null && (
          <div className="max-sm:px-4">
            <Notice tone="bad" action={<Button onClick={reload}>{t.tryAgain}</Button>}>
              <strong className="font-medium">{w.failed}</strong> {sentence(problem, t)}
            </Notice>
          </div>
        )}
        {items === null && problem === null && (
          <output className="block h-40 border-line bg-surface max-sm:border-y sm:rounded-lg sm:border">
            <span className="sr-only">{t.loading}</span>
          </output>
        )}
        {items?.length === 0 && (
          <EmptyPage icon="list" title={w.none}>
            {w.noneLead}
          </EmptyPage>
        )}
        {items !== null && items.length > 0 && (
          <CampaignList campaigns={items} more={next === null ? null : more} problem={problem} />
        )}
      </div>
    </Section>
  );
}
