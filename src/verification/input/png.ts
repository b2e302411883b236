import { badgeLimits } from '../judge/limits.ts';
import { fileLimits, InputError, requireAtMost } from './content.ts';
import { crc32 } from './crc32.ts';
import { inflate } from './inflate.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Where badges are written: of Open Badges 3.0 (§5.3.1), and of 2.0 (Baking §2). The newer one counts when a file has both. */
const keywords = ['openbadgecredential', 'openbadges'] as const;

const textChunks = ['iTXt', 'tEXt', 'zTXt'];

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** A chunk that holds a badge, by its keyword. */
interface Baked {
  readonly keyword: string;
  readonly text: Chunk;
}

/** Whether a file begins as PNG files do (PNG §5.2). */
export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * Takes the badge out of a baked PNG. A file that is cut off behind its badge still gives it.
 * @returns the text of the badge: JSON, a JWS, or (Open Badges 2.0) an address; nothing when the picture is only a picture
 * @throws {InputError} `too-large`, `damaged-file`, `several-badges`, `expands-too-far`
 */
export async function unbakePng(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  requireAtMost(bytes, fileLimits.image);
  const { chunks, damaged } = pngChunks(bytes, textChunks);
  const baked = chunks.flatMap(bakedIn);
  const keyword = keywords.find((each) => baked.some((one) => one.keyword === each));
  const [first, second] = baked.filter((each) => each.keyword === keyword);
  if (second !== undefined) throw new InputError('several-badges', `there is more than one ${keyword} in the picture`);
  if (first !== undefined) return textOf(first);
  if (damaged !== undefined) throw new InputError('damaged-file', damaged);
  return undefined;
}

/**
 * Walks the chunks as far as they are sound (PNG §5.3): length, type, data, check.
 * @returns those of the types asked for, and what is wrong behind the last of them
 */
export function pngChunks(bytes: Uint8Array, types: readonly string[]): { chunks: Chunk[]; damaged?: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    // A length is data of a stranger: it is compared before it is used.
    if (length > 0x7fffffff || end + 4 > bytes.length) return { chunks, damaged: 'a part of the picture is cut off' };
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end))
      return { chunks, damaged: 'a part of the picture does not fit its check' };
    const type = latin1(bytes.subarray(at + 4, at + 8));
    if (type === 'IEND') return { chunks };
    if (types.includes(type)) chunks.push({ type, data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  return { chunks, damaged: 'the picture has no end' };
}

function bakedIn(text: Chunk): Baked[] {
  const keyword = latin1(text.data.subarray(0, Math.min(zeroAt(text.data, 0), 80)));
  return keywords.some((each) => each === keyword) ? [{ keyword, text }] : [];
}

/** What is written in a text chunk (PNG §11.3.3): plain, compressed, or international. */
async function textOf({ text: { type, data }, keyword }: Baked): Promise<Uint8Array> {
  const start = keyword.length + 1;
  if (type === 'tEXt') return data.subarray(start);
  if (type === 'zTXt') return unpacked(data, start, data[start] === 0);
  const language = zeroAt(data, start + 2);
  const translated = zeroAt(data, language + 1);
  const text = translated + 1;
  if (text > data.length) throw new InputError('damaged-file', 'the text of the badge is cut off');
  const [flag, method] = [data[start], data[start + 1]];
  return flag === 0 ? data.subarray(text) : unpacked(data, text - 1, flag === 1 && method === 0);
}

/** @param before the byte before the compressed text */
function unpacked(data: Uint8Array, before: number, known: boolean): Promise<Uint8Array> {
  if (!known)
    throw new InputError('damaged-file', 'the text of the badge is compressed in a way that PNG does not have');
  return inflate(data.subarray(before + 1), 2 * badgeLimits.bytes);
}

/** Where the next zero byte is; beyond the end when there is none. */
function zeroAt(data: Uint8Array, from: number): number {
  const found = data.indexOf(0, from);
  return found < 0 ? data.length : found;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
