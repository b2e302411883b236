import { emptyRoot, nodeHash, rootOfRoots, splitOf } from './hash.ts';
import { type ReadTile, tileWidth, widthOf } from './tiles.ts';

/** A tree of a certain size whose hashes are read from tiles; each tile is read once. */
export interface Tree {
  readonly size: number;
  /** The hashes of a level from `first` on, all in one tile. */
  read(level: number, first: number, count: number): Promise<readonly Buffer[]>;
}

/** @param readTile where tiles come from: the database, or somebody else's server */
export function treeFrom(readTile: ReadTile, size: number): Tree {
  const known = new Map<string, Promise<readonly Buffer[]>>();
  return {
    size,
    async read(level, first, count) {
      const index = Math.floor(first / tileWidth);
      const name = `${level}/${index}`;
      const tile = known.get(name) ?? readTile(level, index, widthOf(level, index, size));
      known.set(name, tile);
      const start = first % tileWidth;
      const hashes = (await tile).slice(start, start + count);
      if (hashes.length !== count) throw new Error(`tile ${name} of a tree of ${size} lacks hashes`);
      return hashes;
    },
  };
}

/** The root of the tree (RFC 6962 §2.1, MTH). */
export async function rootOf(tree: Tree): Promise<Buffer> {
  return tree.size === 0 ? emptyRoot : rootOfRange(tree, 0, tree.size);
}

/**
 * The audit path of a leaf (RFC 6962 §2.1.1, PATH), from the leaf upwards.
 * @param index 0 ≤ index < size of the tree
 */
export async function proveInclusion(tree: Tree, index: number): Promise<Buffer[]> {
  const path = async (start: number, end: number): Promise<Buffer[]> => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...(await path(start, middle)), await rootOfRange(tree, middle, end)]
      : [...(await path(middle, end)), await rootOfRange(tree, start, middle)];
  };
  return path(0, tree.size);
}

/**
 * Why the tree of the first `from` leaves is a beginning of this tree (RFC 6962 §2.1.2, PROOF).
 * @param from 0 ≤ from ≤ size of the tree; empty for nothing, and for the tree itself
 */
export async function proveConsistency(tree: Tree, from: number): Promise<Buffer[]> {
  const subproof = async (start: number, end: number, known: boolean): Promise<Buffer[]> => {
    if (from === end) return known ? [] : [await rootOfRange(tree, start, end)];
    const middle = start + splitOf(end - start);
    return from <= middle
      ? [...(await subproof(start, middle, known)), await rootOfRange(tree, middle, end)]
      : [...(await subproof(middle, end, false)), await rootOfRange(tree, start, middle)];
  };
  return from === 0 ? [] : subproof(0, tree.size, true);
}

/** The root over the leaves from `start` to before `end`, where `start` is a place at which a tree splits. */
async function rootOfRange(tree: Tree, start: number, end: number): Promise<Buffer> {
  const count = end - start;
  const split = splitOf(count);
  if (count > 1 && split * 2 !== count)
    return nodeHash(await rootOfRange(tree, start, start + split), await rootOfRange(tree, start + split, end));
  // A power of two: its hash, or those it is made of, stand side by side in one tile.
  let level = 0;
  let span = 1;
  for (; span * tileWidth <= count; span *= tileWidth) level += 1;
  return rootOfRoots(await tree.read(level, start / span, count / span));
}
