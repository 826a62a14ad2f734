import { Icon } from '../controls/Icon';
import { useLanguage } from '../language/language';
import { LANGUAGES, languageOf } from '../language/strings';
import type { Person } from './person';

interface Props {
  readonly person: Person;
  readonly busy: boolean;
  readonly onChoose: () => void;
}

export function PersonRow({ person, busy, onChoose }: Props) {
  const { language, t } = useLanguage();
  const speaks = languageOf(person.locale);
  return (
    <li>
      <button
        type="button"
        aria-busy={busy}
        onClick={onChoose}
        className={`flex w-full items-center gap-3 px-4 py-3 text-left -outline-offset-2 transition-colors hover:bg-hover ${busy ? 'opacity-60' : ''}`}
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold">{person.name}</span>
            <span className="text-sm text-accent">{t.roles[person.role]}</span>
          </span>
          <span className="block text-sm text-soft">{t.rolesDo[person.role]}</span>
        </span>
        {speaks !== null && speaks !== language && (
          <span lang={speaks} className="text-sm text-soft">
            {LANGUAGES[speaks]}
          </span>
        )}
        <Icon name="right" className="size-4 text-soft" />
      </button>
    </li>
  );
}
