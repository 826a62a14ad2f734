import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Ends every process that left a .pid file in the folder, then removes the folder. Below a folder that it
 * may not enter, PostgreSQL has its data elsewhere and a link to it here.
 */
const SWEEP = `
  cat > /dev/null
  find -L "$0" -name '*.pid' | while read -r file; do
    pid=$(head -n 1 "$file")
    kill -INT "$pid" || continue
    for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" || break; sleep 0.3; done
    kill -9 "$pid"
  done
  find "$0" -type l -name postgres | while read -r link; do
    case $(readlink "$link") in /var/lib/munadi/db-*/postgres) rm -rf "$(dirname "$(readlink "$link")")" ;; esac
  done
  rm -rf "$0"`;

/**
 * A folder for a server of our own. The sweeper waits on a pipe that closes when this process is gone,
 * however it went: Ctrl-C and `kill -9` give no time to clean up, and a test run must leave nothing behind.
 */
export function privateFolder(name: string): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), `munadi-test-${name}-`));
  // PostgreSQL refuses to run as root and runs as somebody else, who must be able to enter.
  chmodSync(path, 0o755);
  const sweeper = spawn('sh', ['-c', SWEEP, path], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  sweeper.unref();
  return {
    path,
    remove: async () => {
      const swept = once(sweeper, 'exit');
      sweeper.stdin.end();
      await swept;
    },
  };
}
