/** How much of a stream of lines is read; each is explicit (threats.md §2.1). */
export interface LineLimits {
  readonly lineBytes: number;
  readonly lines: number;
  /** How many lines are handed on together at most. */
  readonly together: number;
}

/** One line of a stream, without its end. */
export interface Line {
  /** Counted from 1, blank lines too, as an editor counts. */
  readonly number: number;
  /** Absent for a line that is too long: it is skipped, not kept. */
  readonly bytes?: Buffer;
  /** The first line beyond the limit; nothing is read after it. */
  readonly tooMany?: true;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Reads NDJSON (or any text in lines) as it comes in, with bounded memory. Blank lines are left out. What came in together is handed on together,
 * so that somebody who sends slowly is answered line by line; and nothing more is read from the sender before it was taken.
 */
export async function* readLines(stream: AsyncIterable<Buffer>, limits: LineLimits): AsyncGenerator<Line[]> {
  const reader = new LineReader(limits.lineBytes);
  for await (const chunk of stream) {
    const lines = reader.take(chunk);
    const overflow = lines.findIndex(({ number }) => number > limits.lines);
    yield* groups(overflow < 0 ? lines : lines.slice(0, overflow), limits.together);
    const first = lines[overflow];
    if (first === undefined) continue;
    yield [{ number: first.number, tooMany: true }];
    return;
  }
  for (const line of reader.end()) yield [line.number > limits.lines ? { number: line.number, tooMany: true } : line];
}

function* groups(lines: readonly Line[], size: number): Generator<Line[]> {
  for (let start = 0; start < lines.length; start += size) yield lines.slice(start, start + size);
}

/** Puts together lines that arrive in pieces. */
class LineReader {
  readonly #longest: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #number = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** @returns the lines that this piece completes */
  take(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#add(chunk.subarray(start, end));
      lines.push(...this.#close());
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
    return lines;
  }

  /** @returns the last line, when it has no end of its own */
  end(): Line[] {
    return this.#length === 0 ? [] : this.#close();
  }

  #add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length <= this.#longest + 1) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  #close(): Line[] {
    const whole = Buffer.concat(this.#pieces);
    const bytes = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
    const tooLong = this.#length > this.#longest + 1 || bytes.length > this.#longest;
    this.#pieces = [];
    this.#length = 0;
    this.#number += 1;
    if (tooLong) return [{ number: this.#number }];
    return bytes.every((byte) => byte === 0x20 || byte === 0x09) ? [] : [{ number: this.#number, bytes }];
  }
}
