import { createHash } from 'node:crypto';

/** A strong entity tag of these bytes (RFC 9110 §8.8.3). */
export function etagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url')}"`;
}

/**
 * Whether the sender of a request has this representation already.
 * RFC 9110 §13.1.2: a list of tags or `*`, compared weakly, because a cache that packs an answer makes its tag a weak one.
 */
export function isKnown(etag: string, ifNoneMatch = ''): boolean {
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
