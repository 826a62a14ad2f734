import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CannotStart } from '../../config/cannot-start.js';
import { SUPERUSER } from './connect.js';
import type { Place } from './place.js';
import { alive } from './processes.js';
import { lastFailure } from './server-log.js';

const MAJOR = '18';
const UNFINISHED = 'postgres.unfinished-';

/** Makes the data folder if there is none, and refuses one that this version cannot use. */
export async function ensureDataFolder(place: Place, password: string): Promise<void> {
  const parent = dirname(place.data);
  clearUnfinished(parent);
  if (existsSync(place.data) && readdirSync(place.data).length > 0) return refuseUnusable(place.data);

  // initdb works next to the final place, so that an interrupted one leaves no half data folder there.
  const unfinished = join(parent, `${UNFINISHED}${process.pid}`);
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    renameSync(await initdb(place, unfinished, password), place.data);
  } catch (error) {
    // Two first starts at once: the other one was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function clearUnfinished(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (name.startsWith(UNFINISHED) && !alive(Number(name.slice(UNFINISHED.length))))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function refuseUnusable(data: string): void {
  const versionFile = join(data, 'PG_VERSION');
  if (!existsSync(versionFile) || !existsSync(join(data, 'global', 'pg_control'))) {
    throw new CannotStart(
      `${data} is not a complete database folder; move it away or remove it, and the next start makes a new one.`,
    );
  }
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== MAJOR) {
    throw new CannotStart(
      `${data} belongs to PostgreSQL ${version}, and this Munadi brings ${MAJOR}; move it away, or set DATABASE_URL.`,
    );
  }
}

async function initdb({ bin, user }: Place, folder: string, password: string): Promise<string> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined)
    for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);

  const child = spawn(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own locale, the same on every machine.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const endWithUs = () => child.kill();
  process.once('exit', endWithUs);
  const [output, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  process.off('exit', endWithUs);
  if (code === 0) return data;
  throw new CannotStart(
    `The private database could not be made in ${dirname(folder)}: ${lastFailure(output)}.`,
  );
}
