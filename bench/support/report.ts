import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { Figure } from './measure.js';

const PAGE = join(import.meta.dirname, '../../docs/performance.md');
const BEGIN = '<!-- written by npm run bench -->';
const END = '<!-- until here -->';

/** Prints the table; with BENCH_WRITE=1 it goes into docs/performance.md as well. */
export default class Report implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const figures = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().figures ?? []),
    );
    if (figures.length === 0) return;
    const table = [
      '| measure | target | measured | the pairs | how |',
      '| --- | --- | --- | --- | --- |',
      ...figures.map(row),
    ].join('\n');
    console.log(`\n${table}\n`);
    if (process.env.BENCH_WRITE === '1') write(`${table}\n\nMeasured on ${machine()}.`);
  }
}

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

function write(text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(BEGIN);
  const [, after = ''] = rest.split(END);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}
