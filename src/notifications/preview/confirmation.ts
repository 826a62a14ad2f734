import { createHash } from 'node:crypto';
import { bytesOfUuid, uuidOf, type Signing } from '../../platform/crypto/signing.js';
import { canonical } from '../../platform/http/idempotency/fingerprint.js';
import type { MessageDraft } from '../planning/message-draft.js';

/** That somebody has seen whom a message would go to. */
export interface Confirmation {
  id: string;
  callerId: string;
  covered: Buffer;
  recipientCount: number;
  at: Date;
}

const HASH_BYTES = 16;
const MINUTE_MS = 60_000;
export const CONFIRMATION_MINUTES = 15;

/** What must still be the same: to whom, by which channels, and whether it is an emergency; of a list, whom its rows mean. */
export function coveredBy({
  audience,
  channels,
  type,
  listedBy,
}: Pick<MessageDraft, 'audience' | 'channels' | 'type' | 'listedBy'>): Buffer {
  const seen = { audience, channels: channels.toSorted(), emergency: type === 'EMERGENCY_ALERT', listedBy };
  return createHash('sha256').update(canonical(seen)).digest().subarray(0, HASH_BYTES);
}

export const expiryOf = (at: Date): Date => new Date(at.getTime() + CONFIRMATION_MINUTES * MINUTE_MS);

export function writeConfirmation(confirmation: Confirmation, signing: Signing): string {
  const { id, callerId, covered, recipientCount, at } = confirmation;
  const numbers = Buffer.alloc(10);
  numbers.writeUInt32BE(recipientCount);
  numbers.writeUIntBE(at.getTime(), 4, 6);
  return signing.sign(Buffer.concat([bytesOfUuid(id), bytesOfUuid(callerId), covered, numbers]));
}

/** Nothing where we have not written it. */
export function readConfirmation(token: string, signing: Signing): Confirmation | undefined {
  const bytes = signing.read(token);
  if (bytes?.length !== 58) return undefined;
  return {
    id: uuidOf(bytes.subarray(0, 16)),
    callerId: uuidOf(bytes.subarray(16, 32)),
    covered: bytes.subarray(32, 48),
    recipientCount: bytes.readUInt32BE(48),
    at: new Date(bytes.readUIntBE(52, 6)),
  };
}

export type Flaw = 'unknown' | 'foreign' | 'expired' | 'other';

/** Why a confirmation does not confirm this; undefined where it does. */
export function flawOf(
  confirmation: Confirmation | undefined,
  { callerId, covered, now }: { callerId: string; covered: Buffer; now: Date },
): Flaw | undefined {
  if (!confirmation) return 'unknown';
  if (confirmation.callerId !== callerId) return 'foreign';
  if (now >= expiryOf(confirmation.at)) return 'expired';
  return confirmation.covered.equals(covered) ? undefined : 'other';
}
