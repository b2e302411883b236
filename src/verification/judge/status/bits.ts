import { base64url } from 'jose';

/** Nothing larger is unpacked; a megabyte can hold a gigabyte of zeros (threats.md §2.9). */
const largestUnpacked = 16 * 1024 * 1024;

/**
 * Unpacks an encoded list (Bitstring Status List §3.4): base64url of gzip, with the multibase letter `u` before it. It is unpacked piece by
 * piece, and no further than a list may be long. Runs in a browser as well.
 * @param multibase false for StatusList2021, which knows no such letter and does not say which base64
 * @returns the bits, 8 per byte, index 0 left-most; nothing for anything else
 */
export async function unpackList(encoded: string, multibase: boolean): Promise<Uint8Array | undefined> {
  const text = multibase
    ? encoded.replace(/^u/, '')
    : encoded.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  if (multibase && !encoded.startsWith('u')) return undefined;
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const packed = Uint8Array.from(base64url.decode(text));
  // RFC 1952 §2.3.1; zlib and raw deflate are something else.
  return packed[0] === 0x1f && packed[1] === 0x8b ? gunzip(packed) : undefined;
}

async function gunzip(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    const reader = unpacked.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > largestUnpacked) {
        await reader.cancel();
        return undefined;
      }
      parts.push(next.value);
    }
  } catch {
    // Broken, cut off, or with something behind its end.
    return undefined;
  }
  const bits = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bits.set(part, at);
    at += part.length;
  }
  return bits;
}

/**
 * Reads one entry: `size` bits from `index` × `size`, the left-most counting most (Bitstring Status List §3.2).
 * @returns nothing when it lies outside the list
 */
export function valueAt(bits: Uint8Array, index: number, size: number): number | undefined {
  const first = index * size;
  if (!Number.isSafeInteger(first) || first + size > bits.length * 8) return undefined;
  let value = 0;
  for (let place = first; place < first + size; place += 1) {
    // Not `>> 3`: that works on 32 bits.
    const byte = bits[Math.floor(place / 8)] ?? 0;
    value = value * 2 + ((byte >> (7 - (place % 8))) & 1);
  }
  return value;
}
