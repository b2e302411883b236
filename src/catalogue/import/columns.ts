import { plainText } from '../../platform/text.ts';
import type { Row } from './csv.ts';
import { type FileFaults, quote } from './faults.ts';

const label = plainText(500);
const paragraph = plainText(10_000);

/** Longest URI; the unique index of PostgreSQL refuses much longer ones. */
const longestUri = 1_000;

/** Most alternative labels of one concept (ESCO 1.1.1 has up to 78). */
const mostLabels = 300;

/** Reads the cells of one record by the names of the columns, and notes what is wrong with them. */
export class Cells {
  readonly #positions: ReadonlyMap<string, number>;
  readonly #row: Row;
  readonly #faults: FileFaults;

  constructor(positions: ReadonlyMap<string, number>, row: Row, faults: FileFaults) {
    this.#positions = positions;
    this.#row = row;
    this.#faults = faults;
  }

  /** The cell as it stands in the file; empty when there is no such column. */
  raw(column: string): string {
    const position = this.#positions.get(column);
    return position === undefined ? '' : (this.#row.cells[position] ?? '');
  }

  fault(column: string, detail: string): void {
    this.#faults.add(this.#row.line, column, detail);
  }

  /** A URI, byte-exact: it is refused rather than tidied. */
  uri(column: string): string {
    const value = this.raw(column);
    if (!/^(https?:\/\/|urn:)[\x21-\x7e]+$/.test(value) || value.length > longestUri || !URL.canParse(value)) {
      this.fault(column, `an absolute URI without spaces was expected, not "${quote(value)}"`);
    }
    return value;
  }

  label(column: string): string | undefined {
    return this.#text(
      column,
      this.raw(column),
      label,
      'a label of at most 500 characters without control characters was expected',
    );
  }

  paragraph(column: string): string | undefined {
    return this.#text(
      column,
      this.raw(column),
      paragraph,
      'a text of at most 10000 characters without control characters was expected',
    );
  }

  /** The labels of one cell. The official ESCO files part them with line breaks, everybody else with `|`. */
  labels(column: string, separator: RegExp): string[] {
    const parts = this.raw(column).split(separator);
    if (parts.length > mostLabels)
      this.fault(column, `at most ${mostLabels} labels were expected, not ${parts.length}`);
    return parts.flatMap((part) => {
      const one = this.#text(
        column,
        part,
        label,
        `labels of at most 500 characters were expected, not "${quote(part)}"`,
      );
      return one === undefined ? [] : [one];
    });
  }

  #text(column: string, value: string, shape: typeof label, expected: string): string | undefined {
    if (value.trim() === '') return undefined;
    const parsed = shape.safeParse(value);
    if (parsed.success) return parsed.data;
    this.fault(column, expected);
    // The file is refused by now; something stands in the cell, so nobody needs to call it empty as well.
    return value;
  }
}

/**
 * The positions of the columns by name.
 * @returns nothing when the header is unusable, which is then among the faults
 */
export function positionsOf(header: Row, faults: FileFaults): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (const [position, cell] of header.cells.entries()) {
    const name = cell.trim();
    if (positions.has(name)) faults.add(header.line, name, 'each column once was expected');
    positions.set(name, position);
  }
  return positions;
}
