import { type Fault, type Problem, problem } from '../../platform/problem.ts';

/** More faults than this help nobody: reading stops. */
const mostFaults = 50;

/** A value is quoted up to this length, so that an answer cannot be blown up with the caller's own text. */
const longestQuote = 60;

/** Thrown inside an import to stop reading early; {@link FileFaults.problem} holds what was found. */
export class TooManyFaults extends Error {}

/** What is wrong in a file, each fault with file, line and column. */
export class FileFaults {
  readonly fileName: string;
  readonly #faults: Fault[] = [];

  constructor(fileName: string) {
    this.fileName = fileName;
  }

  get any(): boolean {
    return this.#faults.length > 0;
  }

  /**
   * @param line physical line of the file on which the record begins, the header being line 1
   * @param column name of the column, or nothing when the fault is in the whole line
   * @param detail what is wrong and what was expected
   * @throws {TooManyFaults} at the fault that fills the list
   */
  add(line: number, column: string | undefined, detail: string): void {
    const place = column === undefined ? '' : `, column "${quote(column)}"`;
    this.#faults.push({ detail: `${this.fileName}, line ${line}${place}: ${detail}`, code: 'broken-row' });
    if (this.#faults.length >= mostFaults) throw new TooManyFaults();
  }

  problem(): Problem {
    const count = this.#faults.length;
    const many = count >= mostFaults ? `at least ${count} faults` : count === 1 ? 'one fault' : `${count} faults`;
    return problem('import-failed', `${this.fileName} holds ${many}; nothing was changed.`, this.#faults);
  }
}

/** A value as a fault shows it. */
export function quote(value: string): string {
  return value.length > longestQuote ? `${value.slice(0, longestQuote)}…` : value;
}
