import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key that can be read is told apart at the start from one that somebody has copied only half of. */
function read(key: () => KeyObject): KeyObject | undefined {
  try {
    return key();
  } catch {
    return undefined;
  }
}

const privateKey = (pem: string) => read(() => createPrivateKey(pem));

export const isPrivateKey = (pem: string): boolean => privateKey(pem) !== undefined;
export const isRsa = (pem: string): boolean => privateKey(pem)?.asymmetricKeyType === 'rsa';

/** As SendGrid shows it: DER in base64. */
export const publicKeyOf = (base64: string): KeyObject | undefined =>
  read(() => createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' }));

export const isBase64Url = (text: string, bytes: number): boolean =>
  /^[\w-]+=*$/.test(text) && Buffer.from(text, 'base64url').length === bytes;
