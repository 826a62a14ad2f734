import { ThemeSwitch } from '../appearance/ThemeSwitch';
import { Button } from '../controls/Button';
import { Mark } from '../controls/Mark';
import type { Connection } from '../feed/live';
import { useLanguage } from '../language/language';
import { LanguageSwitch } from '../language/LanguageSwitch';
import { Link } from '../route/Link';
import type { Page } from '../route/route';
import { go } from '../route/address';
import type { SignedIn } from '../session/person';
import { useSession } from '../session/session';
import { Badge } from './Badge';
import { ConnectionWord } from './ConnectionWord';
import { waysOf } from './ways';

interface Props {
  readonly person: SignedIn;
  readonly connection: Connection;
  readonly page: Page;
  readonly unread: number;
}

export function TopBar({ person, connection, page, unread }: Props) {
  const { t } = useLanguage();
  const { leave } = useSession();
  const signOut = () => {
    go('/', { replace: true });
    leave();
  };
  return (
    <header className="z-20 border-b border-line bg-surface md:sticky md:top-0">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 pt-2 max-md:pb-2 md:min-h-12 md:gap-x-3 md:px-6">
        <Mark />
        <span className="text-lg font-semibold">Munadi</span>
        <ConnectionWord connection={connection} />
        <div className="ml-auto flex items-center gap-1 md:order-1 md:ml-0">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className="flex min-w-0 items-center gap-4 max-md:w-full max-md:justify-between md:ml-auto">
          <p className="min-w-0 truncate text-sm text-soft">
            {person.name === '' ? (
              t.signIn.byToken
            ) : (
              <span className="font-medium text-ink">{person.name}</span>
            )}
            {person.role !== null && <span className="ml-2">{t.roles[person.role]}</span>}
          </p>
          <Button look="text" className="shrink-0" onClick={signOut}>
            {t.signIn.out}
          </Button>
        </div>
      </div>
      <nav aria-label={t.nav.title} className="mx-auto flex max-w-6xl gap-2 px-4 max-md:hidden md:px-6">
        {waysOf(person, t, { phone: false }).map(({ to, title, pages }) => (
          <Link
            key={to}
            to={to}
            aria-current={pages.includes(page) ? 'page' : undefined}
            className={`-mb-px flex min-h-10 items-center gap-2 border-b-2 px-2 text-sm first:-ml-2 -outline-offset-2 ${pages.includes(page) ? 'border-accent font-semibold text-accent' : 'border-transparent text-soft hover:text-ink'}`}
          >
            {title}
            {to === '/' && <Badge count={unread} />}
          </Link>
        ))}
      </nav>
    </header>
  );
}
