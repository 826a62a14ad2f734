import type { Config } from '../../platform/config/config.js';
import { bytesOfUuid, signingFor, uuidOf } from '../../platform/crypto/signing.js';

/** Who wants to hear no more by email, and of what. */
export interface Farewell {
  userId: string;
  type: string;
}

const signingOf = ({ encryptionKeys }: Config) => signingFor('unsubscribe link', encryptionKeys);

/**
 * Where one click unsubscribes, without signing in. It holds for as long as ENCRYPTION_KEYS lists the key it was
 * signed with: an email may be years old when somebody has had enough.
 */
export function unsubscribeLink({ userId, type }: Farewell, config: Config): string {
  const token = signingOf(config).sign(Buffer.concat([bytesOfUuid(userId), Buffer.from(type)]));
  return new URL(`/api/unsubscribe/${token}`, config.http.publicUrl).href;
}

/** Nothing where it is not ours. */
export function readUnsubscribe(token: string, config: Config): Farewell | undefined {
  const bytes = signingOf(config).read(token);
  return bytes && { userId: uuidOf(bytes), type: bytes.toString('utf8', 16) };
}
