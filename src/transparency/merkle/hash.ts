import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafPrefix = Buffer.of(0x00);
const nodePrefix = Buffer.of(0x01);

/** Bytes of a hash. */
export const hashLength = 32;

/** The root of a tree without leaves (RFC 6962 §2.1): the hash of nothing. */
export const emptyRoot: Buffer = sha256();

/** The hash of a leaf (RFC 6962 §2.1). The prefix keeps a node from being passed off as a leaf. */
export const leafHash = (leaf: Uint8Array): Buffer => sha256(leafPrefix, leaf);

/** The hash of two subtrees (RFC 6962 §2.1). */
export const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodePrefix, left, right);

/** RFC 6962 §2.1: the largest power of two smaller than `n`, which is where a tree of more than one leaf splits. */
export function splitOf(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/**
 * The root over subtrees of the same size, of which the last may be smaller (RFC 6962 §2.1, MTH).
 * @param roots at least one
 */
export function rootOfRoots(roots: readonly Buffer[]): Buffer {
  const [only] = roots;
  if (only === undefined) return emptyRoot;
  if (roots.length === 1) return only;
  const split = splitOf(roots.length);
  return nodeHash(rootOfRoots(roots.slice(0, split)), rootOfRoots(roots.slice(split)));
}
