import { InputError } from './content.ts';
import { isPng } from './png.ts';

/** A photo of a phone; what a picture becomes in memory depends on this and not on its bytes (threats.md §9). */
const mostPixels = 12_600_000;

/** Whether a file begins as JPEG files do (ITU-T T.81 §B.2.1). */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Reads how large a PNG or JPEG says that it is, before anybody unpacks it.
 * @throws {InputError} `too-large`, `damaged-file`
 */
export function requireModestPicture(bytes: Uint8Array): void {
  const size = isPng(bytes) ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
  if (size === undefined || size.width * size.height === 0)
    throw new InputError('damaged-file', 'the picture does not say how large it is');
  if (size.width * size.height > mostPixels)
    throw new InputError('too-large', `at most ${mostPixels} pixels are accepted`);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The header is the first chunk (PNG §11.2.1). */
function sizeOfPng(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 24) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks the segments up to the start of a frame (ITU-T T.81 §B.2.2). */
function sizeOfJpeg(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isStartOfFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** All of them but the three markers of this range that are tables. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
