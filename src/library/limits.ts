import type { StrictJsonLimits } from '../openbadges/index.ts';

/** How much of a badge, or of a document about it, is read (threats.md §2.1). */
export const documentLimits: StrictJsonLimits = {
  bytes: 256 * 1024,
  depth: 32,
  nodes: 5_000,
  arrayItems: 500,
  stringLength: 65_536,
};
