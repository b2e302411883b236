import { InputError } from './content.ts';

/**
 * Inflates zlib data (RFC 1950) and stops as soon as it becomes more than is accepted, so that a small file cannot fill the memory.
 * @throws {InputError} `expands-too-far`, `damaged-file`
 */
export async function inflate(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new InputError('damaged-file', 'compressed text could not be unpacked');
    });
    if (done) return joined(pieces, length);
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined); // what it still says no longer matters
      throw new InputError('expands-too-far', `at most ${most} bytes are unpacked`);
    }
    pieces.push(value);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
