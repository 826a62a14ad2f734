import { useEffect, type ReactNode } from 'react';
import { useLanguage } from '../language/language';
import { Link } from '../route/Link';
import { useAddress } from '../route/address';

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page below the bar: its title is the window's as well, and where somebody who has just come here begins. */
export function Section({ title, lead, aside, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Munadi`;
    return () => {
      document.title = 'Munadi';
    };
  }, [title]);
  return (
    <div className="mx-auto max-w-6xl px-4 pt-4 pb-24 md:px-6 md:pt-6 md:pb-12">
      <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold text-balance">{title}</h1>
          {lead !== undefined && <div className="mt-1 max-w-prose text-soft">{lead}</div>}
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}

/** The pages about what was sent lie next to each other. */
export function SentTabs() {
  const { t } = useLanguage();
  const { path } = useAddress();
  const tabs = [
    { to: '/messages', title: t.nav.messages },
    { to: '/approvals', title: t.nav.approvals },
    { to: '/campaigns', title: t.nav.campaigns },
  ];
  return (
    <nav
      aria-label={t.nav.sent}
      className="mb-4 flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
    >
      {tabs.map(({ to, title }) => (
        <Link
          key={to}
          to={to}
          aria-current={path === to ? 'page' : undefined}
          className={`-mb-px shrink-0 border-b-2 px-3 py-2 text-sm -outline-offset-2 ${path === to ? 'border-accent font-semibold text-accent' : 'border-transparent text-soft hover:text-ink'}`}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
