import type { Language } from '../../language/strings';
import { en, type TopicsWords } from './en';
import { gu } from './gu';
import { hi } from './hi';

export const TOPICS_WORDS: Record<Language, TopicsWords> = { en, hi, gu };
