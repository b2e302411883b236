import { emptyRoot, rootOfRoots } from './hash.ts';
import { tileWidth } from './tiles.ts';

/** A tree that grows leaf by leaf and remembers only its right edge: the last tile of each level that is not full. */
export interface GrowingTree {
  readonly size: number;
  /**
   * Adds a leaf.
   * @returns the tiles that became full by it, from the lowest level up
   */
  append(leafHash: Buffer): { readonly level: number; readonly index: number; readonly hashes: readonly Buffer[] }[];
  /** The root of all leaves so far (RFC 6962 §2.1, MTH). */
  root(): Buffer;
  /** The hashes of the last tile of a level that is not full. */
  edge(level: number): readonly Buffer[];
}

/** A tree without leaves. */
export function growingTree(): GrowingTree {
  const edges: Buffer[][] = [];
  const counts: number[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    append(leafHash) {
      size += 1;
      const full: { level: number; index: number; hashes: readonly Buffer[] }[] = [];
      for (let level = 0, hash: Buffer | undefined = leafHash; hash !== undefined; level += 1) {
        const edge: Buffer[] = [...(edges[level] ?? []), hash];
        const index = counts[level] ?? 0;
        if (edge.length < tileWidth) {
          edges[level] = edge;
          hash = undefined;
        } else {
          full.push({ level, index, hashes: edge });
          edges[level] = [];
          counts[level] = index + 1;
          hash = rootOfRoots(edge);
        }
      }
      return full;
    },
    // What hangs at the right of a level is smaller than its hashes, and there is one such rest at most.
    root: () =>
      edges.reduce<Buffer | undefined>((rest, edge) => {
        const roots = rest === undefined ? edge : [...edge, rest];
        return roots.length === 0 ? undefined : rootOfRoots(roots);
      }, undefined) ?? emptyRoot,
    edge: (level) => edges[level] ?? [],
  };
}
