import { useLanguage } from '../language/language';
import { Section } from '../page/Section';

export function CampaignPage({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  return <Section title={t.nav.campaigns}>{id}</Section>;
}
