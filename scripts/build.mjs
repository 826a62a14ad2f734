// Builds what is stale. `node scripts/build.mjs client` builds the Prisma client alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');

const PARTS = {
  client: {
    title: 'database client',
    command: ['prisma', 'generate'],
    inputs: ['prisma/schema', 'prisma.config.ts'],
    output: 'src/platform/database/generated',
  },
  server: {
    title: 'server',
    command: ['nest', 'build'],
    inputs: ['src', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'tsconfig.build.json'],
    output: 'dist',
  },
  console: {
    title: 'console',
    command: ['vite', 'build', 'web', '--logLevel', 'warn'],
    inputs: ['web'],
    output: 'web/dist',
  },
};
/** Next to the output: what it was built from. */
const STAMP = '.built-from';

export async function build(...names) {
  const wanted = names.length > 0 ? names : Object.keys(PARTS);
  const one = async (name) => {
    if (wanted.includes(name)) await bringUpToDate(PARTS[name]);
  };
  // The server is compiled with the client in it; the console stands alone.
  await Promise.all([one('client').then(() => one('server')), one('console')]);
}

async function bringUpToDate({ title, command, inputs, output }) {
  const stamp = join(root, output, STAMP);
  const fingerprint = fingerprintOf([...inputs, 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  const started = performance.now();
  await run(title, command);
  writeFileSync(stamp, fingerprint);
  console.log(`Built the ${title} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

function fingerprintOf(inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(files))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function files(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(
      ({ name }) =>
        name !== 'dist' && name !== 'node_modules' && name !== STAMP && !/\.spec\.tsx?$/.test(name),
    )
    .map(({ name }) => `${path}/${name}`)
    .toSorted()
    .flatMap(files);
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill();
});

async function run(title, [name, ...args]) {
  const child = spawn(name, args, {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
      // Any executable will do: without one, Prisma downloads an engine that nothing here uses.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.on('error', resolve);
    child.on('close', resolve);
  });
  running.delete(child);
  if (code !== 0) throw new BuildError(`${output.trim()}\n\nThe ${title} could not be built.`);
}

export class BuildError extends Error {}

if (process.argv[1] === import.meta.filename) {
  await build(...process.argv.slice(2)).catch((error) => {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exit(1);
  });
}
