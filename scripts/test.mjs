// Every check of the project in one command. With arguments, vitest alone and on these: `npm test -- feed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const focus = process.argv.slice(2);
// A focused run skips what it is not about.
const nothingMayBeSkipped = process.env.CI === 'true' && focus.length === 0;

/** The longest first, because two run at a time. */
const CHECKS = [
  ['Lint', 'oxlint --type-aware --deny-warnings'],
  ['Build', 'node scripts/build.mjs'],
  ['Types', 'tsc --noEmit'],
  ['Types of the console', 'tsc --noEmit -p web'],
  ['Formatting', 'prettier --check --log-level warn .'],
  ['Import direction and cycles', 'depcruise src test bench web/src --config .dependency-cruiser.mjs'],
];

/** A worker that spins starves its own time limits too, and would hold everybody up for ever. */
const SUITES_AT_MOST_MS = 30 * 60_000;

const tally = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };
const children = new Set();
let interrupted = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = 128 + constants.signals[signal];
    for (const child of children) child.kill(signal);
  });
}

// Lint, types and tests read it.
await check(['Database client', 'node scripts/build.mjs client']);
if (focus.length === 0) {
  const waiting = [...CHECKS];
  const oneAfterAnother = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await check(next);
  };
  await Promise.all([oneAfterAnother(), oneAfterAnother()]);
}
await suites();
report();

async function check([title, command]) {
  if (interrupted) return;
  const { code, output, seconds } = await run(command.split(' '), 'pipe');
  tally[code === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${code === 0 ? '✓' : '✗'} ${title}  ${seconds} s`);
  if (code !== 0) console.log(`\n${output.trim()}\n`);
}

async function suites() {
  if (interrupted) return;
  console.log('\nSuites');
  const folder = mkdtempSync(join(tmpdir(), 'munadi-tests-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const before = tally.failed;
    const tooLong = setTimeout(() => {
      console.log(
        '\nStopped: the suites take too long. The files without a line above are the ones that hang.',
      );
      for (const child of children) child.kill();
    }, SUITES_AT_MOST_MS);
    const { code, seconds } = await run(['vitest', 'run', ...reporters, ...focus], 'inherit');
    clearTimeout(tooLong);
    count(file);
    // It failed without a failed test, or did not come as far as a report.
    if (code !== 0 && tally.failed === before) tally.failed += 1;
    console.log(`${tally.failed === before ? '✓' : '✗'} Suites  ${seconds} s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(file) {
  for (const { name, status, assertionResults } of read(file)) {
    const by = (...states) => assertionResults.filter((each) => states.includes(each.status));
    tally.passed += by('passed').length;
    // A file may fail with no test failed: it does not load, or its afterAll finds a leak.
    tally.failed += by('failed').length || Number(status === 'failed');
    for (const { ancestorTitles, title } of by('skipped', 'todo')) {
      tally.skipped.push([relative(root, name), ...ancestorTitles, title].filter(Boolean).join(' > '));
    }
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    // Its exit code says so.
    return [];
  }
}

function report() {
  if (interrupted) process.exit(interrupted);
  if (tally.skipped.length > 0) {
    console.log(`\nSkipped${nothingMayBeSkipped ? ', which counts as failed with CI=true' : ''}:`);
    for (const name of tally.skipped) console.log(`  ${name}`);
  }
  const skipped = nothingMayBeSkipped ? 0 : tally.skipped.length;
  const failed = tally.failed + tally.skipped.length - skipped;
  console.log(`\n${tally.passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function run([command, ...args], stdio) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', stdio, stdio],
    env: { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter) },
  });
  children.add(child);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    const done = (code) => {
      children.delete(child);
      resolve({ code, output, seconds: ((performance.now() - started) / 1000).toFixed(1) });
    };
    child.on('error', (error) => {
      output += error.message;
      done(1);
    });
    child.on('close', done);
  });
}
