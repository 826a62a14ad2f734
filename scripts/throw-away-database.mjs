import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives `work` the URL of a migrated database that is gone afterwards. The server must be built. */
export async function withThrowAwayDatabase(work) {
  const { startEmbedded } = await import('../dist/platform/database/embedded.js');
  const { migrate } = await import('../dist/platform/database/migrations.js');
  const home = mkdtempSync(join(tmpdir(), 'munadi-throw-away-'));
  // As root, the database runs as another user, who must be able to enter.
  chmodSync(home, 0o755);
  const database = await startEmbedded(home);
  try {
    await migrate(database.url);
    return await work(database.url);
  } finally {
    await database.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
