import type { Hash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problem } from '../../platform/problem.ts';

/** RFC 1952 §2.3.1: how every gzip file begins, and no CSV file does. */
const gzipMagic = Buffer.from([0x1f, 0x8b]);

/**
 * The unpacked bytes of a CSV file that may be gzipped, chunk by chunk. What a file says of itself is not believed: both the packed and the
 * unpacked bytes are counted while they pass, because a gzip of 64 kB can hold 64 MB, and one of empty blocks can go on for ever.
 * @param limit most bytes, packed as well as unpacked
 * @param digest is fed the unpacked bytes
 * @throws {Problem} `body-too-large`; `import-failed` when the gzip is broken or ends early
 */
export async function* unpack(file: AsyncIterable<Buffer>, limit: number, digest: Hash): AsyncGenerator<Buffer> {
  const packed = counted(file, limit);
  const first = await atLeastTwoBytes(packed);
  const rest = prepend(first, packed);
  const plain = first.subarray(0, 2).equals(gzipMagic) ? counted(gunzip(rest), limit) : rest;
  for await (const chunk of plain) {
    digest.update(chunk);
    yield chunk;
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw problem('body-too-large', `The file may have at most ${limit} bytes, unpacked.`);
    yield chunk;
  }
}

async function atLeastTwoBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // `pipeline` carries an error of the source into the iterator below; `pipe` would leave it unhandled.
  const unpacked = pipeline(Readable.from(packed, { objectMode: false }), createGunzip(), () => undefined);
  try {
    yield* unpacked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')) {
      throw problem('import-failed', 'The gzip file is broken or ends early; nothing was changed.');
    }
    throw error;
  }
}
