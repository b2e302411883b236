import fc from 'fast-check';

/** One change to bytes. Places are numbers, so that it fits every file. */
export interface ByteEdit {
  readonly how: 'flip' | 'set' | 'insert' | 'remove' | 'repeat' | 'swap';
  readonly at: number;
  readonly from: number;
  readonly length: number;
  readonly byte: number;
}

const place = fc.nat({ max: 10_000_000 });

/** One to four changes. */
export const byteEdits: fc.Arbitrary<readonly ByteEdit[]> = fc.array(
  fc.record<ByteEdit>({
    how: fc.constantFrom('flip', 'flip', 'set', 'insert', 'remove', 'repeat', 'swap'),
    at: place,
    from: place,
    length: fc.integer({ min: 1, max: 24 }),
    byte: fc.nat({ max: 255 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A copy with the changes. */
export function changedBytes(original: Uint8Array, changes: readonly ByteEdit[]): Uint8Array {
  let bytes: Buffer = Buffer.from(original);
  for (const change of changes) bytes = changed(bytes, change);
  return bytes;
}

function changed(bytes: Buffer, { how, at: place, from, length, byte }: ByteEdit): Buffer {
  const at = place % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const there = from % (bytes.length + 1);
  const slice = bytes.subarray(there, there + length);
  if (how === 'insert') return Buffer.concat([before, Buffer.alloc(length % 3 || 1, byte), after]);
  if (how === 'remove') return Buffer.concat([before, after.subarray(length)]);
  if (how === 'repeat') return Buffer.concat([before, slice, after]);
  if (how === 'swap') return Buffer.concat([before, slice, after.subarray(slice.length)]);
  const copy = Buffer.from(bytes);
  if (at < copy.length) copy[at] = how === 'set' ? byte : (copy[at] ?? 0) ^ (1 << (byte % 8));
  return copy;
}
