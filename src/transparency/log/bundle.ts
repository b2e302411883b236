import { tileWidth } from '../merkle/tiles.ts';

const lengthBytes = 2;

/** Entries of a bundle, each after its length in two bytes, big-endian (c2sp.org/tlog-tiles, "Log entries"). */
export function bundleOf(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/**
 * The inverse of {@link bundleOf}.
 * @returns nothing when the bytes are no bundle, or one of more than 256 entries
 */
export function parseBundle(bytes: Buffer): Buffer[] | undefined {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + lengthBytes > bytes.length || entries.length === tileWidth) return undefined;
    const end = at + lengthBytes + bytes.readUInt16BE(at);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + lengthBytes, end));
    at = end;
  }
  return entries;
}
