import { pipeline } from 'node:stream';
import { CsvError, parse, type Info, type Parser } from 'csv-parse';
import { impossible } from '../../../platform/errors/app-error.js';
import { withOneBreak } from './breaks.js';
import { startingWith, type Bytes } from './bytes.js';
import { dialectOf, holdsHead, type Dialect } from './dialect.js';

/** A row of the file, and the line it begins on. */
export interface FileRow {
  number: number;
  fields: string[];
}

/** A first line longer than this is none. */
const LONGEST_HEAD = 64_000;
/** What a quote that is never closed would swallow, at most. */
const LONGEST_ROW = 100_000;

/** The rows of a CSV, the head among them, as its bytes come in. */
export async function* recordsOf(file: Bytes): AsyncGenerator<FileRow> {
  const text = withOneBreak(file);
  let start: Buffer = Buffer.alloc(0);
  while (!holdsHead(start.toString()) && start.length < LONGEST_HEAD) {
    const next = await text.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  const parser = parse(optionsFor(dialectOf(start.toString())));
  // Whatever fails in it fails the parser, which tells whoever reads from it.
  pipeline(startingWith(start, text), parser, () => {});
  yield* numbered(parser);
}

const optionsFor = ({ delimiter, said }: Dialect) => ({
  delimiter,
  bom: false,
  info: true,
  record_delimiter: '\n',
  relax_column_count: true,
  skip_empty_lines: true,
  skip_records_with_empty_values: true,
  trim: true,
  max_record_size: LONGEST_ROW,
  ...(said && { from_line: 2 }),
});

async function* numbered(parser: Parser): AsyncGenerator<FileRow> {
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { number: info.lines - breaksIn(record), fields: record.map((field) => field.trim()) };
    }
  } catch (error) {
    throw asRefusal(error);
  }
}

/** A row is known by its first line, and told with its last one. */
const breaksIn = (record: readonly string[]): number =>
  record.reduce((count, field) => count + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0);

function asRefusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const { lines = 0 } = error as CsvError & { lines?: number };
  return impossible('csv-malformed', `${whatIsWrong(error.code, lines)} Nothing of the file was kept.`);
}

function whatIsWrong(code: string, line: number): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return `A quote is opened and never closed, by the end at line ${line}.`;
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return `The row at line ${line} is longer than ${LONGEST_ROW.toLocaleString('en')} characters; maybe a quote before it is never closed.`;
  }
  return `There is a quote at line ${line} where none can be: a value with quotes in it is put in quotes, and each of its own is doubled, like "5"" pipe".`;
}
