import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Reporter, TestModule } from 'vitest/node';
import type { Figure } from './measure.js';

const PAGE = join(import.meta.dirname, '../../docs/performance.md');
const BEGIN = '<!-- written by npm run bench -->';
const END = '<!-- until here -->';

/** Prints the table; with BENCH_WRITE=1 its rows go into docs/performance.md as well, in place of those measured before. */
export default class Report implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const figures = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().figures ?? []),
    );
    if (figures.length === 0) return;
    const rows = figures.map(row);
    console.log(`\n${table(rows)}\n`);
    if (process.env.BENCH_WRITE === '1') await write(rows);
  }
}

const table = (rows: readonly string[]) =>
  ['| measure | target | measured | the pairs | how |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );

function row({ measure, target, value, each, detail }: Figure): string {
  const [met, asked] =
    'atLeast' in target
      ? [value >= target.atLeast, `≥ ${target.atLeast}`]
      : [value <= target.atMost, `≤ ${target.atMost}`];
  const spread = each.map((one) => round(one)).join(', ');
  return `| ${measure} | ${asked} | ${met ? '' : '✗ '}**${round(value)}** | ${spread} | ${detail} |`;
}

const round = (value: number) => (Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GB, Node ${process.versions.node}, on ${new Date().toISOString().slice(0, 10)}`;
}

async function write(rows: readonly string[]): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(BEGIN);
  const [known = '', after = ''] = rest.split(END);
  const byMeasure = new Map([...rowsOf(known), ...rows].map((each) => [measureOf(each), each]));
  const text = `${table([...byMeasure.values()])}\n\nLast measured on ${machine()}.`;
  const written = `${before}${BEGIN}\n\n${text}\n\n${END}${after}`;
  writeFileSync(PAGE, await format(written, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

/** Without the two lines of the table's head. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);

/** Whatever the formatting of the page has done to its spaces. */
const measureOf = (line: string) => line.split('|')[1]?.trim();
