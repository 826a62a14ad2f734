import { createContext, use, useLayoutEffect, useState, type ReactNode } from 'react';
import { useSession } from '../session/session';
import type { Strings } from './en';
import { dictionary, languageOf, type Language } from './strings';

interface Reading {
  readonly language: Language;
  readonly t: Strings;
  readonly choose: (language: Language) => void;
}

/** A choice holds for whoever made it: the next person to sign in starts in their own language. */
interface Choice {
  readonly by: string;
  readonly language: Language;
}

const KEPT = 'munadi.language';
const Context = createContext<Reading | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { session } = useSession();
  const [choice, setChoice] = useState<Choice | null>(recall);
  const reader = session?.person.id ?? '';
  const language =
    (choice?.by === reader ? choice.language : null) ??
    languageOf(session?.person.locale) ??
    navigator.languages.map(languageOf).find((known) => known !== null) ??
    'en';

  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const choose = (chosen: Language) => {
    const next = { by: reader, language: chosen };
    sessionStorage.setItem(KEPT, JSON.stringify(next));
    setChoice(next);
  };
  return <Context value={{ language, t: dictionary[language], choose }}>{children}</Context>;
}

export function useLanguage(): Reading {
  const reading = use(Context);
  if (reading === null) throw new Error('useLanguage needs a LanguageProvider above it.');
  return reading;
}

function recall(): Choice | null {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null ? null : (JSON.parse(kept) as Choice);
}
