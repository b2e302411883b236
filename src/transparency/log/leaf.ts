import type { LogKind } from '../tables.ts';

const version = 1;
const kinds: readonly string[] = ['issued', 'revoked', 'suspended', 'reinstated', 'audit'] satisfies LogKind[];

/** What everybody sees of an entry: what happened, when it was put into the log, and a digest that tells nothing by itself. */
export interface Leaf {
  readonly kind: LogKind;
  /** When it was sequenced, not when it happened: nobody can say that a leaf was there before. */
  readonly time: Date;
  readonly digest: Buffer;
}

/** A leaf is not what a leaf must be. */
export class LeafError extends Error {}

/**
 * The one way to write a leaf: members in this order, no blanks.
 * `{"v":1,"kind":"issued","time":"2026-11-22T12:00:00.000Z","digest":"…"}`; the digest is in hexadecimal.
 */
export function leafBytes({ kind, time, digest }: Leaf): Buffer {
  return Buffer.from(JSON.stringify({ v: version, kind, time: time.toISOString(), digest: digest.toString('hex') }));
}

/**
 * The inverse of {@link leafBytes}.
 * @throws {LeafError} when the bytes are not exactly what {@link leafBytes} writes
 */
export function parseLeaf(bytes: Buffer): Leaf {
  const found = /^\{"v":1,"kind":"([a-z]+)","time":"([0-9T:.Z-]+)","digest":"([0-9a-f]{64})"\}$/.exec(bytes.toString());
  const [, kind = '', time = '', digest = ''] = found ?? [];
  const moment = new Date(time);
  if (!isKind(kind) || Number.isNaN(moment.getTime())) throw new LeafError('not a leaf of version 1');
  const leaf: Leaf = { kind, time: moment, digest: Buffer.from(digest, 'hex') };
  if (!leafBytes(leaf).equals(bytes)) throw new LeafError('a leaf is written in another way than it must be');
  return leaf;
}

function isKind(text: string): text is LogKind {
  return kinds.includes(text);
}
