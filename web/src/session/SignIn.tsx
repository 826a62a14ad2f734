import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import { ThemeSwitch } from '../appearance/ThemeSwitch';
import { Button } from '../controls/Button';
import { Mark } from '../controls/Mark';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { LanguageSwitch } from '../language/LanguageSwitch';
import { PasteToken } from './PasteToken';
import { People } from './People';
import type { Person } from './person';
import { useSession } from './session';

export function SignIn() {
  const { t } = useLanguage();
  const { expired } = useSession();
  const { data: people, problem, reload } = useFetched<Person[]>('/api/auth/demo-users');
  const demoIsOff = problem?.status === 404;

  return (
    <main className="mx-auto flex max-w-5xl flex-col gap-8 px-4 py-6 md:grid md:grid-cols-[2fr_3fr] md:gap-16 md:px-8 md:py-16">
      <header className="md:sticky md:top-16 md:self-start">
        <div className="flex items-center gap-3">
          <Mark className="size-8" />
          <span className="text-2xl font-semibold">Munadi</span>
        </div>
        <p className="mt-4 max-w-sm text-lg text-balance text-soft">{t.tagline}</p>
        <div className="mt-4 flex items-center gap-2">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>

      <div className="space-y-4">
        {expired && <Notice tone="warn">{t.signIn.expired}</Notice>}
        <div>
          <h1 className="text-xl font-semibold">{demoIsOff ? t.signIn.tokenTitle : t.signIn.title}</h1>
          <p className="mt-1 max-w-prose text-soft">{demoIsOff ? t.signIn.tokenLead : t.signIn.lead}</p>
        </div>
        {demoIsOff && <PasteToken />}
        {problem !== null && !demoIsOff && (
          <Notice
            tone="bad"
            action={
              <Button look="text" onClick={reload}>
                {t.tryAgain}
              </Button>
            }
          >
            {sentence(problem, t)}
          </Notice>
        )}
        {people === null && problem === null && (
          <output className="block space-y-2">
            <span className="sr-only">{t.loading}</span>
            {[1, 2, 3, 4, 5].map((row) => (
              <div key={row} aria-hidden="true" className="h-18 rounded-lg border border-line bg-surface" />
            ))}
          </output>
        )}
        {people !== null && <People people={people} />}
      </div>
    </main>
  );
}
