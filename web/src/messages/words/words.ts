import type { Language } from '../../language/strings';
import { en, type MessageWords } from './en';
import { gu } from './gu';
import { hi } from './hi';

export const MESSAGE_WORDS: Record<Language, MessageWords> = { en, hi, gu };
