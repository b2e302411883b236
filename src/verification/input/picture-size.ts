import { InputError } from './content.ts';
import { requireInflatesTo } from './inflate.ts';
import { joined } from './joined.ts';
import { isPng, pngChunks } from './png.ts';

/**
 * Bytes that a picture may become when it is unpacked, which depends on what it says of itself and not on the size of the file (threats.md §9):
 * a photo of a phone, or what a large screen shows.
 */
const most = { jpeg: 40_000_000, png: 24_000_000 };

/** Whether a file begins as JPEG files do (ITU-T T.81 §B.2.1). */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Makes sure that a PNG or JPEG can be unpacked in little memory, before the library does so, which does not look.
 * @returns the number of its pixels
 * @throws {InputError} `too-large`, `damaged-file`, `expands-too-far`
 */
export async function requireModestPicture(bytes: Uint8Array): Promise<number> {
  const size = isPng(bytes) ? await sizeOfPng(bytes) : sizeOfJpeg(bytes);
  const pixels = (size?.width ?? 0) * (size?.height ?? 0);
  if (pixels === 0) throw new InputError('damaged-file', 'the picture does not say how large it is');
  return pixels;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function requireWithin(bytes: number, limit: number): void {
  if (bytes > limit)
    throw new InputError('too-large', `the picture becomes more than ${limit} bytes when it is unpacked`);
}

/** Samples of a pixel by colour type: grey, none, RGB, palette, grey and alpha, none, RGBA (PNG §11.2.1). */
const samples = [1, 0, 3, 1, 2, 0, 4];

async function sizeOfPng(bytes: Uint8Array): Promise<Size | undefined> {
  const { chunks, damaged } = pngChunks(bytes, ['IHDR', 'IDAT']);
  const [header, ...data] = chunks;
  if (damaged !== undefined || header?.type !== 'IHDR' || header.data.length < 13) return undefined;
  const view = new DataView(header.data.buffer, header.data.byteOffset, header.data.byteLength);
  const size = { width: view.getUint32(0), height: view.getUint32(4) };
  const bits = view.getUint8(8) * (samples[view.getUint8(9)] ?? 0);
  const unpacked = size.height * (Math.ceil((size.width * bits) / 8) + 1);
  requireWithin(unpacked, most.png);
  // Interlaced pictures have some more lines, each with its own filter (PNG §8.2).
  await requireInflatesTo(joined(data.map((chunk) => chunk.data)), unpacked * 2 + 64);
  return size;
}

/** Walks the segments up to the start of the frame (ITU-T T.81 §B.2.2). */
function sizeOfJpeg(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 10 <= bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isStartOfFrame(marker)) {
      const size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      // A progressive picture is kept whole in a form of two bytes a sample until its last scan.
      const each = view.getUint8(at + 9) * (marker === 0xc0 || marker === 0xc1 ? 1 : 3);
      requireWithin(size.width * size.height * each, most.jpeg);
      return size;
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** All of them but the three markers of this range that are tables. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
