import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.js';

/** 32 random bytes, made once and kept in the home folder, for a start without any configuration. */
export function ownSecret(home: string, name: string): Buffer {
  const file = join(home, name);
  const secret = read(file) ?? make(home, file);
  if (secret.length !== 32) {
    throw new CannotStart(
      `${file} is damaged; put it back from a copy, or remove it to have a new one made.`,
    );
  }
  return secret;
}

function read(file: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(file, 'utf8'), 'base64');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole before it has its name: a full disk leaves none, and the first of two processes wins. */
function make(home: string, file: string): Buffer {
  mkdirSync(home, { recursive: true });
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, randomBytes(32).toString('base64'), { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(file) ?? Buffer.alloc(0);
}
