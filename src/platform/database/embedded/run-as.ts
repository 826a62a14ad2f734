import { spawnSync } from 'node:child_process';
import { CannotStart } from '../../config/cannot-start.js';

/** Empty: run as whoever we are. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root, so root lends it the user `postgres`, made when missing. */
export function databaseUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const known = idsOfPostgres();
  if (known) return known;

  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  const made = spawnSync('useradd', [...options, 'postgres'], { encoding: 'utf8' });
  const ids = idsOfPostgres();
  if (ids) return ids;
  throw new CannotStart(
    'PostgreSQL does not run as root, and the user "postgres" to run it as could not be made ' +
      `(${made.error?.message ?? made.stderr.trim()}); start as an ordinary user, or make that user.`,
  );
}

function idsOfPostgres(): Required<RunAs> | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
