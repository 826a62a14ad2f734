import { useLanguage } from '../language/language';
import { Section } from '../page/Section';

export function AnnouncePage() {
  const { t } = useLanguage();
  return <Section title={t.nav.announce}>{null}</Section>;
}
