import { gunzipSync, gzipSync } from 'node:zlib';

/** Bitstring Status List §2.1: the uncompressed list has at least 131,072 bits (16 KB), for the privacy of the herd. */
export const minimumEntries = 131_072;

/** Nothing larger is unpacked; a megabyte can hold a gigabyte of zeros (threats.md §2.9). */
const largestUnpacked = 16 * 1024 * 1024;

/** A list that cannot be read; `message` says why. */
export class BitstringError extends Error {}

/**
 * Encodes a list (Bitstring Status List §3.3): multibase base64url without padding of the gzip of the bits.
 * @param set the indexes whose bit is 1
 * @param entries length of the list in bits
 */
export function encodeBitstring(set: Iterable<number>, entries = minimumEntries): string {
  if (entries < minimumEntries || entries % 8 !== 0)
    throw new RangeError(`at least ${minimumEntries} entries, a multiple of 8`);
  const bits = new Uint8Array(entries / 8);
  for (const index of set) {
    if (!Number.isInteger(index) || index < 0 || index >= entries)
      throw new RangeError(`index ${index} is outside the list`);
    // The left-most bit of the first byte is index 0.
    const place = Math.floor(index / 8);
    bits[place] = (bits[place] ?? 0) | (0x80 >> (index % 8));
  }
  return `u${gzipSync(bits).toString('base64url')}`;
}

/**
 * Decodes a list (Bitstring Status List §3.4).
 * @returns the bits, 8 per byte, index 0 left-most
 * @throws {BitstringError} when it is not multibase base64url of gzip, too short, or too large
 */
export function decodeBitstring(encoded: string): Uint8Array {
  if (!/^u[A-Za-z0-9_-]+$/.test(encoded))
    throw new BitstringError('encodedList must be multibase base64url: "u" and no padding');
  const packed = Buffer.from(encoded.slice(1), 'base64url');
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) throw new BitstringError('encodedList must hold gzip (RFC 1952)');
  let bits: Buffer;
  try {
    bits = gunzipSync(packed, { maxOutputLength: largestUnpacked });
  } catch (error) {
    throw new BitstringError(
      `encodedList cannot be unpacked: ${error instanceof Error ? error.message : 'unknown reason'}`,
    );
  }
  if (bits.length * 8 < minimumEntries)
    throw new BitstringError(`the list has ${bits.length * 8} entries; at least ${minimumEntries} are needed`);
  return Uint8Array.from(bits);
}

/**
 * Reads one entry.
 * @throws {BitstringError} when the index is outside the list
 */
export function bitAt(bits: Uint8Array, index: number): boolean {
  // Not `index >> 3`: that works on 32 bits, so that entry 4,294,967,296 would be entry 0.
  const byte = Number.isInteger(index) ? bits[Math.floor(index / 8)] : undefined;
  if (byte === undefined) throw new BitstringError(`index ${index} is outside the list of ${bits.length * 8} entries`);
  return (byte & (0x80 >> (index % 8))) !== 0;
}

/**
 * Reads `statusListIndex`: a decimal string without sign, blanks, exponent or leading zeros (Bitstring Status List §2.2).
 * @returns nothing when it is anything else
 */
export function parseStatusListIndex(text: unknown): number | undefined {
  return typeof text === 'string' && /^(0|[1-9][0-9]{0,9})$/.test(text) ? Number(text) : undefined;
}
