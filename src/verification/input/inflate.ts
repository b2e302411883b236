import { InputError } from './content.ts';
import { joined } from './joined.ts';

/**
 * Inflates zlib data (RFC 1950) and stops as soon as it becomes more than is accepted, so that a small file cannot fill the memory.
 * @throws {InputError} `expands-too-far`, `damaged-file`
 */
export async function inflate(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of inflated(bytes, most)) pieces.push(piece);
  return joined(pieces);
}

/**
 * Makes sure of how much zlib data becomes, before somebody inflates it who does not look.
 * @throws {InputError} `expands-too-far`, `damaged-file`
 */
export async function requireInflatesTo(bytes: Uint8Array, most: number): Promise<void> {
  for await (const _ of inflated(bytes, most)); // nothing is kept
}

async function* inflated(bytes: Uint8Array, most: number): AsyncGenerator<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new InputError('damaged-file', 'compressed data could not be unpacked');
    });
    if (done) return;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined); // what it still says no longer matters
      throw new InputError('expands-too-far', `at most ${most} bytes are unpacked here`);
    }
    yield value;
  }
}
