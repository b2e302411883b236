import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { Cells, positionsOf } from './columns.ts';
import type { Concept } from './concept.ts';
import { type Row, readRows } from './csv.ts';
import { FileFaults, TooManyFaults } from './faults.ts';
import type { Format, Layout } from './format.ts';
import { unpack } from './unpack.ts';

/** How much of a catalogue is read. */
export interface FileLimits {
  /** Packed as well as unpacked. */
  readonly bytes: number;
  readonly records: number;
}

/** A file that was read to its end and found without faults. */
export interface CatalogueFile {
  readonly concepts: readonly Concept[];
  readonly definesConcepts: boolean;
  /** SHA-256 (hex) of the unpacked bytes. */
  readonly digest: string;
}

/**
 * Reads a catalogue file as it streams in: unpacking, decoding, parsing and checking go on chunk by chunk, and only concepts are kept. They are
 * kept in memory, not written, until the last byte has arrived: no database transaction waits for somebody's upload.
 * @throws {Problem} `import-failed` with a fault for each broken row, `body-too-large`
 */
export async function readCatalogueFile(
  body: Readable,
  fileName: string,
  format: Format,
  limits: FileLimits,
): Promise<CatalogueFile> {
  const faults = new FileFaults(fileName);
  const digest = createHash('sha256');
  const upload = body.pipe(new PassThrough());
  body.once('error', (error) => upload.destroy(error));
  try {
    const rows = readRows(unpack(upload, limits.bytes, digest), faults);
    const read = await readConcepts(rows, format, limits, faults);
    if (!faults.any) return { ...read, digest: digest.digest('hex') };
  } catch (error) {
    if (!(error instanceof TooManyFaults)) throw error;
  } finally {
    // What was not read is let go by: the sender, who may still be sending, reads the answer only then. That is also why `upload` stands between:
    // to stop reading it ends it, and to end the body of a request is to hang up.
    body.unpipe(upload).resume();
  }
  throw faults.problem();
}

async function readConcepts(rows: AsyncGenerator<Row>, format: Format, limits: FileLimits, faults: FileFaults) {
  const header = await rows.next();
  if (header.done) return stop(faults, 1, 'a header was expected, but the file is empty');
  const positions = positionsOf(header.value, faults);
  const layout = layoutOf(format, positions, header.value, faults);
  const concepts = new Map<string, Concept>();
  const lineOf = new Map<string, number>();
  for await (const row of rows) {
    if (row.cells.length !== header.value.cells.length) {
      faults.add(row.line, undefined, `${header.value.cells.length} cells were expected, not ${row.cells.length}`);
      continue;
    }
    const cells = new Cells(positions, row, faults);
    const concept = layout.read(cells);
    if (concept === undefined) continue;
    const twin = lineOf.get(concept.uri);
    if (twin !== undefined)
      faults.add(row.line, undefined, `each concept once was expected, but line ${twin} has the same URI`);
    lineOf.set(concept.uri, row.line);
    concepts.set(concept.uri, concept);
    if (concepts.size > limits.records) stop(faults, row.line, `at most ${limits.records} concepts were expected`);
  }
  // An empty catalogue would retire everything; a file without a single record is a mistake.
  if (concepts.size === 0 && !faults.any) stop(faults, 1, 'at least one concept was expected after the header');
  return { concepts: [...concepts.values()], definesConcepts: layout.definesConcepts };
}

function layoutOf(format: Format, positions: ReadonlyMap<string, number>, header: Row, faults: FileFaults): Layout {
  const layout = format(new Set(positions.keys()));
  if ('read' in layout) return layout;
  for (const { column, expected } of layout) faults.add(header.line, column, expected);
  // Without a usable header every row would be a fault.
  throw new TooManyFaults();
}

function stop(faults: FileFaults, line: number, detail: string): never {
  faults.add(line, undefined, detail);
  throw new TooManyFaults();
}
