import { useLanguage } from './language';
import type { Language } from './strings';

/** What a page of its own says, so that its sentences travel with it and not with the first page. */
export function useWords<Words>(words: Readonly<Record<Language, Words>>): Words {
  return words[useLanguage().language];
}
