// `npm run audit:verify`: follows the audit log from end to end. `-- --head <id>:<hash>`, with a head that was noted
// before, also finds that its end was cut off. In a container: `node dist/main.js audit:verify`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, BuildError } from './build.mjs';

const env = join(import.meta.dirname, '../.env');
if (existsSync(env)) process.loadEnvFile(env);

await build('client', 'server').catch((error) => {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exit(1);
});
process.argv.splice(2, 0, 'audit:verify');
await import('../dist/main.js');
