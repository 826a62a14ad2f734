import { useLanguage } from '../language/language';
import { Section } from '../page/Section';

export function MessagePage({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  return <Section title={t.nav.messages}>{id}</Section>;
}
