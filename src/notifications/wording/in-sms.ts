import type { Locale } from '../../directory/locales.js';

/**
 * Times and amounts are told with spaces and signs that GSM-7 does not know, and one of them would leave an English
 * SMS 70 characters instead of 160.
 */
export function inSms(text: string, locale: Locale): string {
  const spaced = text.replaceAll(/[\u00A0\u202F]/g, ' ');
  return locale === 'en' ? spaced.replaceAll('₹', 'Rs ') : spaced;
}
