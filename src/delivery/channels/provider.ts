import { SetMetadata } from '@nestjs/common';
import type { Deadline } from '../deadline.js';
import type { TextValues } from '../../notifications/catalog/declare.js';
import type { Channel, Priority, SuppressionReason } from '../../notifications/vocabulary.js';
import type { DigestWords } from '../../notifications/wording/digest.js';
import type { Lane } from '../../platform/queues/lanes.js';
import type { Reader, Said } from '../../notifications/wording/say.js';

/** One delivery on its way out. */
export interface Outgoing {
  deliveryId: string;
  notificationId: string;
  messageId: string;
  userId: string | null;
  channel: Channel;
  /** Where it goes: an email address, a phone number, or whose devices, windows or endpoints. */
  to: string;
  type: string;
  /** Which declaration raised it; null where somebody wrote it. */
  declaration: string | null;
  priority: Priority;
  lane: Lane;
  said: Said;
  /** What its texts were filled with; for a device or an endpoint that does something with it. */
  data: TextValues;
  link: string | null;
  reader: Reader;
  /** Where one email tells several things: what it tells after `said`. */
  collected?: Pick<DigestWords, 'items' | 'more'>;
}

/** What is known of a delivery after an attempt. */
export type Outcome =
  /** With what it has cost in millionths of the currency, where the provider says so. */
  | { kind: 'sent'; providerMessageId?: string; delivered?: boolean; cost?: number }
  /**
   * It was not taken, and may be later. `down` where that is about the provider and not about this one; false where
   * patience is asked for with this one alone.
   */
  | { kind: 'retry'; code: string; error: string; afterMs?: number; down?: boolean }
  /** It never will be. With what that says about the address, where it says something about it for ever. */
  | { kind: 'reject'; code: string; error: string; address?: AddressFlaw }
  /** Nobody was asked, because there is nowhere to go. */
  | { kind: 'nowhere'; reason: 'NO_ADDRESS' | 'INVALID_ADDRESS' }
  /** Its turn has not come before the deadline. Nobody was asked, so it loses no chance, and tells nothing of the provider. */
  | { kind: 'held' }
  /** It may have been taken or not. The same as throwing, for one item. */
  | { kind: 'unknown'; down?: boolean };

export type KnownOutcome = Exclude<Outcome, { kind: 'unknown' } | { kind: 'held' }>;

/** Why an address is not written to again. */
export type AddressFlaw = Extract<SuppressionReason, 'BOUNCED' | 'INVALID_ADDRESS' | 'UNSUBSCRIBED'>;

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
