import { useLanguage } from '../language/language';
import { Section } from '../page/Section';

export function TopicsPage() {
  const { t } = useLanguage();
  return <Section title={t.nav.topics}>{null}</Section>;
}
