import type { Channel } from '../../notifications/vocabulary.js';
import type { Flawed } from '../suppress.sql.js';

/** What a provider says has become of something it was given. */
export interface Report {
  told: 'SENT' | 'FAILED' | 'DELIVERED';
  /** Its name for it. */
  providerMessageId: string | null;
  /** Our name for it, or for its digest, where the provider has handed that back. */
  deliveryId: string | null;
  /** When it happened; null where the provider does not say, or not in which timezone. */
  at: Date | null;
  code?: string;
  error?: string;
}

/** Somebody has answered that they want nothing more by this channel, or that they do again. */
export interface Reply {
  channel: Channel;
  address: string;
  wants: 'nothing' | 'messages';
  /** The provider's name for the answer: it counts once. */
  id: string;
  /** When it was written; null where the provider does not say. */
  at: Date | null;
}

/** Somebody has written by WhatsApp, and may be answered in free text for a day. */
export interface Opening {
  phone: string;
  at: Date;
}

/** All that one callback tells. */
export interface News {
  /** The names under which deliveries go by whoever tells it. */
  providers: readonly string[];
  reports: readonly Report[];
  flawed: readonly Flawed[];
  replies: readonly Reply[];
  openings: readonly Opening[];
}

export const news = (providers: readonly string[], told: Partial<Omit<News, 'providers'>>): News => ({
  providers,
  reports: [],
  flawed: [],
  replies: [],
  openings: [],
  ...told,
});
