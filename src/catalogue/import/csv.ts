import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type FileFaults, TooManyFaults } from './faults.ts';

/** Longest record; a quote that is never closed would otherwise swallow the whole file. */
const longestRecord = 256 * 1024;

/** One record of a CSV file. */
export interface Row {
  /** Physical line on which it begins; the header is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const newline = 0x0a;

/**
 * The records of a CSV file (RFC 4180) one after the other: UTF-8 with or without byte order mark, parted by comma, semicolon or tab (whichever
 * the first line has most of), cells may hold line breaks. Blank lines are passed over.
 * @throws {TooManyFaults} after adding to `faults` what makes the file unreadable: bytes that are not UTF-8, or quotes that do not match
 */
export async function* readRows(bytes: AsyncIterable<Buffer>, faults: FileFaults): AsyncGenerator<Row> {
  const lines = wholeLines(bytes, faults);
  const first = await lines.next();
  if (first.done) return;
  let line = 1;
  let header: readonly string[] | undefined;
  const starts: number[] = [];
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(first.value),
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: longestRecord,
    // Lines are counted here, while parsing: csv-parse's own count is off where line ends are mixed, and records that still wait to be read
    // are lost when a later one is broken.
    on_record: (cells) => {
      starts.push(line);
      line += 1 + cells.reduce((sum, cell) => sum + lineBreaks(cell), 0);
      header ??= cells;
      return cells;
    },
  });
  pipeline(Readable.from(joined(first.value, lines), { objectMode: false }), parser, () => undefined);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const start = starts.shift() ?? line;
      if (cells.some((cell) => cell.trim() !== '')) yield { line: start, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.add(line, header?.[Number(error.column)], csvWords(error));
    throw new TooManyFaults();
  }
}

/** Chunks that end at a line's end, each known to be UTF-8. A chunk border may lie within a letter, a line's end may not. */
async function* wholeLines(bytes: AsyncIterable<Buffer>, faults: FileFaults): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 1;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      const whole = Buffer.concat([...pending, chunk.subarray(0, end)]);
      line = checkedLines(whole, line, faults);
      yield whole;
      pending = [];
      pendingBytes = 0;
    }
    pending.push(chunk.subarray(end));
    pendingBytes += chunk.length - end;
    if (pendingBytes > longestRecord) fail(faults, line, `a line of at most ${longestRecord} bytes was expected`);
  }
  const last = Buffer.concat(pending);
  if (last.length > 0) {
    checkedLines(last, line, faults);
    yield last;
  }
}

/** @returns the number of the line after `whole` */
function checkedLines(whole: Buffer, firstLine: number, faults: FileFaults): number {
  const sound = isUtf8(whole) && !whole.includes(0);
  let line = firstLine;
  for (let start = 0; start < whole.length; ) {
    const end = whole.indexOf(newline, start) + 1 || whole.length;
    if (!sound && !isUtf8(whole.subarray(start, end))) fail(faults, line, 'text in UTF-8 was expected');
    if (!sound && whole.subarray(start, end).includes(0))
      fail(faults, line, 'text was expected, but there is a zero byte');
    if (whole[end - 1] === newline) line += 1;
    start = end;
  }
  return line;
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** Dutch spreadsheets write semicolons, O*NET writes tabs. A header has no quoted separators to be misled by. */
function delimiterOf(start: Buffer): string {
  const header = start.subarray(0, start.indexOf(newline) + 1 || start.length).toString();
  const count = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((most, next) => (count(next) > count(most) ? next : most));
}

function lineBreaks(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

function csvWords(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quoted cell begins here that is never closed';
    case 'CSV_MAX_RECORD_SIZE':
      return `a record of at most ${longestRecord} characters was expected; a quote may not be closed`;
    default:
      return 'a quote stands where none may stand: a cell that holds a quote is quoted as a whole, with the quote doubled';
  }
}

function fail(faults: FileFaults, line: number, detail: string): never {
  faults.add(line, undefined, detail);
  throw new TooManyFaults();
}
