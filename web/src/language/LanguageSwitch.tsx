import { useLanguage } from './language';
import { LANGUAGES, type Language } from './strings';

export function LanguageSwitch() {
  const { language, t, choose } = useLanguage();
  return (
    <select
      aria-label={t.language}
      value={language}
      onChange={(change) => choose(change.target.value as Language)}
      className="h-10 rounded-md border border-edge bg-surface px-2 text-sm sm:px-3 text-ink hover:bg-hover"
    >
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
