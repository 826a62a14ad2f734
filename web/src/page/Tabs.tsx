import { Icon } from '../controls/Icon';
import { useLanguage } from '../language/language';
import { Link } from '../route/Link';
import type { Page } from '../route/route';
import type { SignedIn } from '../session/person';
import { Badge } from './Badge';
import { waysOf } from './ways';

interface Props {
  readonly person: SignedIn;
  readonly page: Page;
  readonly unread: number;
}

/** The ways to the pages within reach of a thumb; from tablets on they are in the bar. */
export function Tabs({ person, page, unread }: Props) {
  const { t } = useLanguage();
  return (
    <nav
      aria-label={t.nav.title}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {waysOf(person, t, { phone: true }).map(({ to, title, icon, pages }) => (
        <Link
          key={to}
          to={to}
          aria-current={pages.includes(page) ? 'page' : undefined}
          className={`relative flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center border-t-2 text-[0.6875rem] -outline-offset-2 ${pages.includes(page) ? 'border-accent text-accent' : 'border-transparent text-soft'}`}
        >
          <span className="relative">
            <Icon name={icon} />
            {to === '/' && (
              <span className="absolute -top-1 left-3">
                <Badge count={unread} />
              </span>
            )}
          </span>
          <span className="max-w-full truncate">{title}</span>
        </Link>
      ))}
    </nav>
  );
}
