import { SetMetadata } from '@nestjs/common';
import type { Deadline } from '../deadline.js';
import type { Channel } from '../../notifications/vocabulary.js';
import type { DigestWords } from '../../notifications/wording/digest.js';
import type { Reader, Said } from '../../notifications/wording/say.js';

/** One delivery on its way out. */
export interface Outgoing {
  deliveryId: string;
  notificationId: string;
  messageId: string;
  userId: string | null;
  channel: Channel;
  /** Where it goes: an email address, a phone number, or the user's id in the app. */
  to: string;
  type: string;
  said: Said;
  link: string | null;
  reader: Reader;
  /** Where one email tells several things: what it tells after `said`. */
  collected?: Pick<DigestWords, 'items' | 'more'>;
}

/** What is known of a delivery after an attempt. */
export type Outcome =
  | { kind: 'sent'; providerMessageId?: string; delivered?: boolean }
  | { kind: 'retry'; code: string; error: string; afterMs?: number }
  | { kind: 'reject'; code: string; error: string }
  /** It may have been taken or not. The same as throwing, for one item. */
  | { kind: 'unknown' };

export type KnownOutcome = Exclude<Outcome, { kind: 'unknown' }>;

/**
 * Sends what goes out by a channel. A new one is a class in a file of its own, marked with @ChannelProvider
 * and listed in its room's module.
 */
export interface Provider {
  readonly name: string;
  readonly channels: readonly Channel[];
  /** False where its settings are missing; then the next provider of the channel is asked. */
  readonly configured: boolean;
  /** One outcome for each item, in their order, before the deadline. */
  send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]>;
}

export const IS_PROVIDER = 'munadi:channel-provider';
export const ChannelProvider = () => SetMetadata(IS_PROVIDER, true);
