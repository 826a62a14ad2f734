import { useLanguage } from '../language/language';
import { Section } from '../page/Section';

export function CampaignsPage() {
  const { t } = useLanguage();
  return <Section title={t.nav.campaigns}>{null}</Section>;
}
