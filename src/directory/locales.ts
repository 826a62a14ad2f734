export const LOCALES = ['en', 'hi', 'gu'] as const;
export type Locale = (typeof LOCALES)[number];

/** An unknown locale falls back to English; `hi-IN` is `hi`. */
export function localeOf(text: string): Locale {
  const language = text.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? 'en';
}
