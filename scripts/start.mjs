// `npm start`: builds what is stale and runs it in this process, so that a signal has one place to go.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, BuildError } from './build.mjs';
import { mistakeInEnv } from './env-file.mjs';

const root = join(import.meta.dirname, '..');
const env = join(root, '.env');

if (existsSync(env)) {
  const mistake = mistakeInEnv(readFileSync(env, 'utf8'));
  if (mistake) fail(mistake);
  process.loadEnvFile(env);
}

const stop = () => process.exit(130);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
await build().catch((error) => {
  if (!(error instanceof BuildError)) throw error;
  fail(error.message);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop);

endWithNpm();
process.setSourceMapsEnabled(true);
process.argv.push('--migrate');
await import('../dist/main.js');

/** A shell between npm and us may die of a signal without passing it on; then nobody is left to stop us. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.emit('SIGTERM');
  }, 500).unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
