import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 32 random bytes, made once and kept in the home folder, for a start without any configuration. */
export function ownSecret(home: string, name: string): Buffer {
  const file = join(home, name);
  mkdirSync(home, { recursive: true });
  try {
    // 'wx' lets the first of two processes win; the other one reads what it wrote.
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (secret.length !== 32) throw new Error(`${file} is damaged; remove it to have a new one made.`);
  return secret;
}
