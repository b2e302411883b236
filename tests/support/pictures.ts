import { crc32, deflateSync } from 'node:zlib';
import { generate } from 'lean-qr';

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One chunk of a PNG, with its length and its check. */
export function chunk(type: string, data: Buffer | string): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** An international text chunk, packed or not. */
export const iTXt = (keyword: string, text: string | Buffer, packed = false) =>
  chunk(
    'iTXt',
    Buffer.concat([
      Buffer.from(`${keyword}\0${packed ? '\x01' : '\0'}\0\0\0`),
      packed ? deflateSync(text) : Buffer.from(text),
    ]),
  );
export const zTXt = (keyword: string, text: string | Buffer) =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]));

interface Grey {
  readonly width: number;
  readonly height: number;
  /** Whether the point is black. */
  readonly black: (x: number, y: number) => boolean;
  /** The height that the header tells, when it lies. */
  readonly claimedHeight?: number;
}

const dot: Grey = { width: 1, height: 1, black: () => false };

/** A sound PNG with these chunks between its header and its picture. */
export function png(
  chunks: readonly Buffer[] = [],
  { width, height, black, claimedHeight = height }: Grey = dot,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(claimedHeight, 4);
  header[8] = 8; // bits of grey
  const points = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) points[y * (width + 1) + x + 1] = black(x, y) ? 0 : 255;
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', header),
    ...chunks,
    chunk('IDAT', deflateSync(points)),
    chunk('IEND', ''),
  ]);
}

/** A PNG with QR codes of these texts, one below the other. */
export function qrPicture(...texts: readonly string[]): Buffer {
  const [scale, margin] = [4, 16];
  const codes = texts.map((text) => generate(text));
  const side = Math.max(...codes.map(({ size }) => size)) * scale + 2 * margin;
  return png([], {
    width: side,
    height: side * codes.length,
    black: (x, y) => {
      const at = (value: number) => Math.floor((value - margin) / scale);
      return codes[Math.floor(y / side)]?.get(at(x), at(y % side)) ?? false;
    },
  });
}
