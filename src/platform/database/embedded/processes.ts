import { readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process works in that folder, as a PostgreSQL server does in its data folder: process numbers come
 * round again, in containers soon. Where that cannot be seen (no /proc), being alive has to do.
 */
export function worksIn(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') return alive(pid);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    // Gone, or somebody else's, which a server of ours never is.
    return false;
  }
}

/** Asks the PostgreSQL server of that data folder to end: clients are sent away, what is open is rolled back. */
export async function endServer(pid: number, data: string): Promise<void> {
  signal(pid, 'SIGINT');
  if (await goneWithin(30_000, pid, data)) return;
  // Without a last checkpoint; the next start replays the journal.
  signal(pid, 'SIGQUIT');
  await goneWithin(10_000, pid, data);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function goneWithin(milliseconds: number, pid: number, data: string): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (worksIn(pid, data)) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}
