import type { Language } from '../../language/strings';
import { en, type ApprovalsWords } from './en';
import { gu } from './gu';
import { hi } from './hi';

export const APPROVALS_WORDS: Record<Language, ApprovalsWords> = { en, hi, gu };
