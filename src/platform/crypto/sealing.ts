import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { EncryptionKey } from '../config/config.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const GCM = { authTagLength: TAG_BYTES };

interface PurposeKey {
  id: string;
  cipher: KeyObject;
  mac: KeyObject;
}

/** A sealed text stays closed: its key is no longer configured, or it is not what was sealed. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';

  constructor(
    readonly reason: 'unknown-key' | 'damaged',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/**
 * AES-256-GCM for what must not lie readable in the database, written as `key id:nonce, ciphertext and tag`.
 * The newest key seals and any configured one opens, so a key is rotated by putting a new one in front.
 * Each purpose derives keys of its own: what was sealed for one cannot be opened for another.
 */
export class Sealing {
  private readonly newest: PurposeKey;
  private readonly keys: PurposeKey[];

  constructor(keys: readonly EncryptionKey[], purpose: string) {
    this.keys = keys.map(({ id, key }) => ({
      id,
      cipher: derive(key, `munadi sealing: ${purpose}`),
      mac: derive(key, `munadi fingerprint: ${purpose}`),
    }));
    const [newest] = this.keys;
    if (!newest) throw new Error('Nothing can be sealed without a key: set ENCRYPTION_KEYS.');
    this.newest = newest;
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.newest.cipher, nonce, GCM);
    const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${this.newest.id}:${Buffer.concat(sealed).toString('base64url')}`;
  }

  open(sealed: string): string {
    const [id = '', body = ''] = sealed.split(':', 2);
    const key = this.keys.find((each) => each.id === id);
    if (!key) {
      throw new CannotOpen('unknown-key', 'It was sealed with a key that ENCRYPTION_KEYS no longer lists.');
    }
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw damaged();
    const cipher = createDecipheriv('aes-256-gcm', key.cipher, bytes.subarray(0, NONCE_BYTES), GCM);
    cipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, cipher.final()]).toString('utf8');
    } catch (error) {
      throw damaged(error);
    }
  }

  /**
   * Finds the same text again without opening anything: an HMAC, so that nobody without the keys can try
   * guesses against it. One for each key, the newest first, because a row may be older than the newest key.
   */
  fingerprints(text: string): [newest: Buffer, ...older: Buffer[]] {
    const [, ...older] = this.keys;
    return [fingerprint(this.newest, text), ...older.map((key) => fingerprint(key, text))];
  }
}

// As an object a key is read once; as bytes it would be for every text.
const derive = (key: Buffer, info: string) =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, '', info, 32)));
const fingerprint = (key: PurposeKey, text: string) => createHmac('sha256', key.mac).update(text).digest();
const damaged = (cause?: unknown) =>
  new CannotOpen(
    'damaged',
    'It is not what was sealed: changed, cut short, or sealed for something else.',
    cause,
  );
