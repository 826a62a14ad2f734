import { useLanguage } from '../language/language';
import { Link } from '../route/Link';
import { Section } from './Section';

export function Nowhere() {
  const { t } = useLanguage();
  return <DeadEnd title={t.nav.nowhere} lead={t.nav.nowhereLead} />;
}

export function NotYours() {
  const { t } = useLanguage();
  return <DeadEnd title={t.nav.notYours} lead={t.nav.notYoursLead} />;
}

function DeadEnd({ title, lead }: { readonly title: string; readonly lead: string }) {
  const { t } = useLanguage();
  return (
    <Section title={title} lead={lead}>
      <Link to="/" className="font-medium text-accent hover:underline">
        {t.nav.back}
      </Link>
    </Section>
  );
}
