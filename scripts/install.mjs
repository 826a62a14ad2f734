// Runs before `npm start` and `npm test`, on whatever Node the machine has and without any package.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST = [20, 19];
refuseOldNode();

const REASONS = {
  'in sync': 'package.json and package-lock.json do not agree (npm install brings them together)',
  'ENOSPC|no space left': 'no space is left on the disk',
  'EACCES|EPERM|EROFS': 'npm may not write here',
  'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED':
    'the package registry cannot be reached',
  EINTEGRITY: 'a package is not the one that the lockfile names',
};

const root = join(import.meta.dirname, '..');
const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules/.munadi-lock');
// Packages with binaries differ from machine to machine.
const wanted = createHash('sha256')
  .update(readFileSync(lockfile))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

if (read(stamp) !== wanted) {
  if (!installedByHand()) await install();
  writeFileSync(stamp, wanted);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  fail(
    `Munadi needs Node ${OLDEST.join('.')} or newer, and this is ${process.versions.node}; see https://nodejs.org.`,
  );
}

/** Somebody ran npm since; it writes this file at the end of an installation. */
function installedByHand() {
  const installed = changedAt(join(root, 'node_modules/.package-lock.json'));
  return installed >= changedAt(lockfile) && installed > changedAt(stamp);
}

async function install() {
  console.log('Installing the packages that the lockfile names; this takes a minute …');
  const started = Date.now();
  // A full disk is only a warning to npm, and then some package's script fails for want of a file.
  const { code, output } = await npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn');
  if (code !== 0) fail(`The packages could not be installed: ${reason(output)}; settle that and try again.`);
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function npm(...args) {
  // The npm that started us, on the Node that it runs on: the one in node_modules/.bin is about to be replaced.
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const [command, first] = script && node ? [node, [script]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && first.length === 0,
    env: {
      ...process.env,
      PATH: process.env.PATH.split(delimiter)
        .filter((folder) => !folder.includes('node_modules'))
        .join(delimiter),
      // For npm versions that do not know `allowScripts`: neither telemetry nor engines that nothing uses.
      SCARF_ANALYTICS: 'false',
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function reason(output) {
  const known = Object.entries(REASONS).find(([sign]) => new RegExp(sign, 'i').test(output));
  if (known) return known[1];
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  return `npm gave up:\n\n${errors.join('\n')}\n\nThat is what it says`;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function changedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
