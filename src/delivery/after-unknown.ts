import type { Channel } from '../notifications/vocabulary.js';

/** What to do when nobody knows whether a provider took it. */
type AfterUnknown = 'again' | 'once-more' | 'park';

/** A repetition is harmless, or recognised by its Message-ID, or it costs money and annoys. */
export const AFTER_UNKNOWN: Record<Channel, AfterUnknown> = {
  IN_APP: 'again',
  PUSH: 'again',
  WEBHOOK: 'again',
  EMAIL: 'once-more',
  SMS: 'park',
  WHATSAPP: 'park',
};
