import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chunk, png, pngSignature, qrPicture } from '../../../tests/support/pictures.ts';
import { readQr } from './qr.ts';

const url = 'https://a.example/badges/1';
const textIn = async (bytes: Uint8Array) => {
  const found = await readQr(bytes);
  return found && new TextDecoder().decode(found);
};

test('the code in a picture is read, and the same code twice is one', async () => {
  expect(await textIn(qrPicture(url))).toBe(url);
  expect(await textIn(qrPicture(url, url))).toBe(url);
  expect(await textIn(qrPicture('{"name":"é"}'))).toBe('{"name":"é"}');
});

test('a JPEG is read up to its last byte, and half of one is no accident', async () => {
  const photo = readFileSync(new URL('../../../tests/data/pictures/qr-code.jpg', import.meta.url));
  expect(await textIn(photo)).toBe('https://stranger.example/badges/1');
  for (const end of [4, 20, 400, photo.length >> 1])
    expect(
      await readQr(photo.subarray(0, end)).then(
        () => 'read',
        ({ code }) => code,
      ),
    ).toMatch(/^(read|damaged-file)$/);
});

test('a picture made of nothing but corners of codes is given up in time (threats.md §9)', async () => {
  // The corner of a code is a square of 3 modules in a frame; a module is 2 points here.
  const module = (value: number) => Math.abs(((value % 30) >> 1) - 7);
  const corner = (x: number, y: number) => [0, 1, 3].includes(Math.max(module(x), module(y)));
  const picture = png([], { width: 4_900, height: 4_800, black: corner });
  const started = performance.now();
  expect(await textIn(picture)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2_000);
});

/** The header of a picture (PNG §11.2.1), and its points as somebody packed them. */
function picture(width: number, height: number, points: Buffer, colours = 0, bits = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([bits, colours], 8);
  return Buffer.concat([pngSignature, chunk('IHDR', header), chunk('IDAT', points), chunk('IEND', '')]);
}

const frame = (marker: number, width: number, height: number) =>
  Buffer.from([0xff, 0xd8, 0xff, marker, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 0, 0, 0, 0]);

test.each<[string, () => Buffer, string]>([
  ['a bomb for its points', () => picture(10, 10, deflateSync(Buffer.alloc(50_000_000))), 'expands-too-far'],
  ['points that are none', () => picture(10, 10, Buffer.from('junk')), 'damaged-file'],
  ['no points', () => picture(0, 10, deflateSync('')), 'damaged-file'],
  ['more points than a screen has', () => picture(6_000, 5_000, deflateSync('')), 'too-large'],
  ['more colours than the memory has', () => picture(2_000, 2_000, deflateSync(''), 6, 16), 'too-large'],
  ['a broken part before its points', () => broken(), 'damaged-file'],
  ['more points than a photo has', () => frame(0xc0, 8_000, 6_000), 'too-large'],
  ['a progressive photo of that size', () => frame(0xc2, 4_000, 3_000), 'too-large'],
])('a picture with %s is refused before it is unpacked', async (_name, made, code) => {
  expect(
    await readQr(made()).then(
      () => 'read',
      (error) => error.code,
    ),
  ).toBe(code);
});

/** What the library would pass over, so that it would see points that we have not seen. */
function broken(): Buffer {
  const bytes = picture(10, 10, deflateSync(Buffer.alloc(50_000_000)));
  bytes[pngSignature.length + 8] = 1;
  return bytes;
}
