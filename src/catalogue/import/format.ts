import type { Cells } from './columns.ts';
import type { Concept } from './concept.ts';

/** What a header turns out to be. */
export interface Layout {
  /** Whether files of this kind say which concepts exist, or only what they are called in one more language. */
  readonly definesConcepts: boolean;
  /** One record → one concept, or nothing when the record is of no concern. Faults go through `cells`. */
  readonly read: (cells: Cells) => Concept | undefined;
}

/** A fault in the header: the column and what was expected. */
export interface HeaderFault {
  readonly column: string;
  readonly expected: string;
}

/** One kind of catalogue file: looks at the header and says how to read the records, or what is wrong with it. */
export type Format = (columns: ReadonlySet<string>) => Layout | readonly HeaderFault[];
