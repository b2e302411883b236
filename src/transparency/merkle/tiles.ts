/** How many hashes a full tile holds (c2sp.org/tlog-tiles, "Merkle Tree"). */
export const tileWidth = 256;

/** A tile of hashes at some level, or a bundle of entries. A full one is 256 wide. */
export interface TileName {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** Reads the first `width` hashes of a tile. */
export type ReadTile = (level: number, index: number, width: number) => Promise<readonly Buffer[]>;

/** How many hashes a level has in a tree of `size` leaves: only full tiles of the level below count (c2sp.org/tlog-tiles, "Partial Tiles"). */
export function levelLength(level: number, size: number): number {
  let length = size;
  for (let above = 0; above < level; above += 1) length = Math.floor(length / tileWidth);
  return length;
}

/** How wide a tile is in a tree of `size` leaves: 256, less at the right edge, 0 beyond it. */
export function widthOf(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(tileWidth, levelLength(level, size) - index * tileWidth));
}

/** Every tile of a tree, level by level, without empty ones. */
export function* tilesOf(size: number): Generator<TileName & { readonly level: number }> {
  for (let level = 0, length = size; length > 0; level += 1, length = levelLength(level, size)) {
    for (let index = 0; index * tileWidth < length; index += 1) {
      yield { level, index, width: widthOf(level, index, size) };
    }
  }
}

/** The path of a tile after `/tile/`: `0/x001/x234/067`, `entries/000.p/12` (c2sp.org/tlog-tiles, "Merkle Tree"). */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index).padStart(3, '0');
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/**
 * The inverse of {@link tilePath}: exactly one path names a tile.
 * @returns nothing for any other text
 */
export function parseTilePath(path: string): TileName | undefined {
  const found = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (found === null) return undefined;
  const [, first = '', groups = '', partial] = found;
  const tile: TileName = {
    level: first === 'entries' ? 'entries' : Number(first),
    index: Number(groups.replace(/\D/g, '')),
    width: partial === undefined ? tileWidth : Number(partial),
  };
  const fits = (tile.level === 'entries' || tile.level <= 63) && (partial === undefined || tile.width < tileWidth);
  return fits && tile.width > 0 && tilePath(tile) === path ? tile : undefined;
}
