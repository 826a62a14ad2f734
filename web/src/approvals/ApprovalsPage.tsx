import { useLanguage } from '../language/language';
import { Section } from '../page/Section';

export function ApprovalsPage() {
  const { t } = useLanguage();
  return <Section title={t.nav.approvals}>{null}</Section>;
}
