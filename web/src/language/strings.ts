import { en, type Strings } from './en';
import { gu } from './gu';
import { hi } from './hi';

export const LANGUAGES = { en: 'English', hi: 'हिन्दी', gu: 'ગુજરાતી' } as const;
export type Language = keyof typeof LANGUAGES;

export const dictionary: Record<Language, Strings> = { en, hi, gu };

export function languageOf(locale: string | undefined): Language | null {
  const prefix = locale?.slice(0, 2).toLowerCase();
  return prefix !== undefined && Object.hasOwn(LANGUAGES, prefix) ? (prefix as Language) : null;
}

/** How numbers and dates are written: the reader's own region where the browser knows it. */
export function formatLocale(language: Language): string {
  return (
    navigator.languages.find((tag) => languageOf(tag) === language && tag.length > 2) ?? `${language}-IN`
  );
}

/** The word for a code; a code newer than this page is shown as it is rather than as nothing. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code.toLowerCase().replaceAll('_', ' ');
}
