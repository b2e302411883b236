import { createHmac, hkdfSync } from 'node:crypto';
import { open, seal } from '../issuers/index.ts';

/** Seals and opens what belongs to one learner. Holds the learner's key in the clear, so it lives no longer than a transaction. */
export interface LearnerSeal {
  /** @param belongsTo the row it is written to, `completion:<id>`: a box that is moved to another row does not open */
  seal(belongsTo: string, content: unknown): Buffer;
  /** @throws when it was sealed for something else, or altered */
  open<Content>(belongsTo: string, sealed: Buffer): Content;
  sealBytes(belongsTo: string, content: Buffer): Buffer;
  openBytes(belongsTo: string, sealed: Buffer): Buffer;
  /** HMAC-SHA-256 (hex): equal for equal texts of this learner, and no guess can be tried without the key. */
  hash(text: string): string;
}

/**
 * @param key 32 bytes, random, of this learner alone
 */
export function learnerSeal(issuerId: string, learnerId: string, key: Buffer): LearnerSeal {
  const sealing = derivedKey(key, 'stempel learner seal');
  let hashing: Buffer | undefined;
  const contextOf = (belongsTo: string) => `stempel|${issuerId}|${learnerId}|${belongsTo}|1`;
  const sealBytes = (belongsTo: string, content: Buffer) => seal(content, sealing, contextOf(belongsTo));
  const openBytes = (belongsTo: string, sealed: Buffer) => open(sealed, sealing, contextOf(belongsTo));
  return {
    sealBytes,
    openBytes,
    seal: (belongsTo, content) => sealBytes(belongsTo, Buffer.from(JSON.stringify(content))),
    open: (belongsTo, sealed) => JSON.parse(openBytes(belongsTo, sealed).toString()),
    hash: (text) => {
      hashing ??= derivedKey(key, 'stempel learner hash');
      return keyedHash(hashing, text);
    },
  };
}

/** One key for one purpose (RFC 5869 §3.2). */
export function derivedKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32));
}

export function keyedHash(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
