import { useLanguage } from '../language/language';
import { Section, SentTabs } from '../page/Section';

export function MessagesPage() {
  const { t } = useLanguage();
  return (
    <Section title={t.nav.messages}>
      <SentTabs />
    </Section>
  );
}
