import { ThemeSwitch } from '../appearance/ThemeSwitch';
import { Button } from '../controls/Button';
import { Mark } from '../controls/Mark';
import type { Connection } from '../feed/live';
import { useLanguage } from '../language/language';
import { LanguageSwitch } from '../language/LanguageSwitch';
import type { SignedIn } from '../session/person';
import { useSession } from '../session/session';
import { ConnectionWord } from './ConnectionWord';

interface Props {
  readonly person: SignedIn;
  readonly connection: Connection;
}

export function TopBar({ person, connection }: Props) {
  const { t } = useLanguage();
  const { leave } = useSession();
  return (
    <header className="z-20 border-b border-line bg-surface md:sticky md:top-0">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 md:gap-x-3 py-2 md:min-h-14 md:flex-nowrap md:px-6">
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
          <Button look="text" className="shrink-0" onClick={leave}>
            {t.signIn.out}
          </Button>
        </div>
      </div>
    </header>
  );
}
