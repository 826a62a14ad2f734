import type { Language } from '../../language/strings';
import { en, type AnnounceWords } from './en';
import { gu } from './gu';
import { hi } from './hi';

export const ANNOUNCE_WORDS: Record<Language, AnnounceWords> = { en, hi, gu };
