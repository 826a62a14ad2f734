import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from '../../config/cannot-start.js';
import { binaries } from './binaries.js';
import { databaseUser, type RunAs } from './run-as.js';

export interface Place {
  /** The data folder. */
  data: string;
  /** The folder with `postgres` and `initdb`. */
  bin: string;
  user: RunAs;
}

const OUTSIDE = '/var/lib/munadi';

/** Where data and binaries are, and who runs them. */
export function findPlace(home: string): Place {
  const native = binaries();
  const user = databaseUser();
  const folder = folderOutside(home) ?? (canEnter(user, home) ? home : newFolderOutside(home));
  const reachable = canEnter(user, native) ? native : copyBinaries(native, folder, user);
  return { data: join(folder, 'postgres'), bin: join(reachable, 'bin'), user };
}

function canEnter({ uid, gid }: RunAs, folder: string): boolean {
  if (uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid, gid, cwd: '/' }).status === 0;
}

/**
 * Below a private folder such as /root, the user `postgres` does not get to the data. It then lives in a folder
 * of its own outside, and a link in the home folder says where.
 */
function newFolderOutside(home: string): string {
  const link = join(home, 'postgres');
  if (existsSync(link))
    throw new CannotStart(
      `The user "postgres", as whom the database runs, cannot enter ${home} any more; let it.`,
    );
  mkdirSync(OUTSIDE, { recursive: true });
  chmodSync(OUTSIDE, 0o755);
  const folder = mkdtempSync(join(OUTSIDE, 'db-'));
  chmodSync(folder, 0o755);
  symlinkSync(join(folder, 'postgres'), link);
  return folder;
}

function folderOutside(home: string): string | undefined {
  const link = join(home, 'postgres');
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const folder = dirname(readlinkSync(link));
  if (existsSync(folder)) return folder;
  throw new CannotStart(
    `The data was in ${folder}, which is gone; put it back, or remove ${link} to start anew.`,
  );
}

function copyBinaries(native: string, folder: string, { uid, gid }: RunAs): string {
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(folder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  // Renamed when complete, so that an interrupted copy is never taken for a whole one.
  const unfinished = `${copy}.unfinished-${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  for (const path of ['.', ...readdirSync(unfinished, { recursive: true, encoding: 'utf8' })]) {
    if (uid !== undefined && gid !== undefined) lchownSync(join(unfinished, path), uid, gid);
  }
  renameSync(unfinished, copy);
  return copy;
}
