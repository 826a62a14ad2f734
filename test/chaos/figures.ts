import type { Tally } from './invariants.js';

export interface Figures extends Tally {
  what: string;
  /** From the end of the trouble until there was nothing left to do. */
  recoverySeconds: number;
}

const noted: Figures[] = [];

export function noteFigures(figures: Figures): void {
  noted.push(figures);
}

/** All that was noted in this test file, as a table. */
export function figuresTable(): string {
  const head = [
    'scenario',
    'accepted',
    'delivered',
    'ended',
    'lost',
    'doubled',
    'unknown',
    'recovery s',
    'ended as',
  ];
  const rows = noted.map((each) => [
    each.what,
    ...[each.accepted, each.delivered, each.ended, each.lost, each.doubled, each.unknown].map(String),
    each.recoverySeconds.toFixed(1),
    Object.entries(each.endedAs)
      .map(([way, count]) => `${count} ${way}`)
      .join(', '),
  ]);
  const width = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(width[0] ?? 0) : cell.padStart(width[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${width.map((each, column) => (column === 0 ? '-'.repeat(each) : `${'-'.repeat(each - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
