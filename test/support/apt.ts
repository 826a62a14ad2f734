import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { onPath } from './on-path.js';

const POLICY = '/usr/sbin/policy-rc.d';

/** Installs a package where the machine is Debian-like and we are root; says whether it is there now. */
export function installWithApt(name: string): boolean {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  console.log(`Installing ${name} with apt, because the tests need it and the machine has none …`);
  return withoutStartingServices(
    () => apt('update') && apt('install', '-y', '--no-install-recommends', name),
  );
}

/** Debian starts the service of a package that it installs, unless this file forbids it. */
function withoutStartingServices(install: () => boolean): boolean {
  if (existsSync(POLICY)) return install();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return install();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function apt(...args: string[]): boolean {
  // Another installation may be under way: wait for its lock instead of failing on it.
  const done = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
  });
  if (done.status !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
  return done.status === 0;
}
