import type { Language } from '../../language/strings';
import { en, type CampaignWords } from './en';
import { gu } from './gu';
import { hi } from './hi';

export const CAMPAIGN_WORDS: Record<Language, CampaignWords> = { en, hi, gu };
