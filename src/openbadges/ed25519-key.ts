import { decodeBase58, encodeBase58 } from './base58.ts';

/** Multikey header of an Ed25519 public key (Controlled Identifiers §2.2.2): varint 0xed01. */
const ed25519Header = [0xed, 0x01];

/** The field prime of Curve25519. */
const prime = 2n ** 255n - 19n;

/**
 * The y coordinates of the eight points whose order divides 8 (RFC 8032 §5.1.7 multiplies by that cofactor). A key that is one of them
 * verifies one fixed signature for any document.
 */
const smallOrderY = new Set([
  0n,
  1n,
  prime - 1n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
]);

/**
 * Reads an Ed25519 Multikey public key.
 * @returns its 32 bytes, or nothing when it is no Ed25519 Multikey, not canonical, or of small order (threats.md §2.8)
 */
export function decodeEd25519Key(publicKeyMultibase: string): Uint8Array | undefined {
  if (!/^z[1-9A-HJ-NP-Za-km-z]{40,60}$/.test(publicKeyMultibase)) return undefined;
  const bytes = decodeBase58(publicKeyMultibase.slice(1));
  if (bytes.length !== 34 || bytes[0] !== ed25519Header[0] || bytes[1] !== ed25519Header[1]) return undefined;
  const key = bytes.subarray(2);
  return isSoundPoint(key) ? key : undefined;
}

/**
 * Writes an Ed25519 public key as Multikey string; no judgement about the key.
 * @param key its 32 bytes
 */
export function encodeEd25519Key(key: Uint8Array): string {
  return `z${encodeBase58(Uint8Array.from([...ed25519Header, ...key]))}`;
}

/** Whether 32 bytes are a key that binds anybody (RFC 8032 §5.1.3): y must be below the prime; and it must not be one of the small-order points. */
export function isSoundPoint(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  let y = 0n;
  for (const [index, byte] of key.toReversed().entries()) y = y * 256n + BigInt(index === 0 ? byte & 0x7f : byte);
  return y < prime && !smallOrderY.has(y);
}
