import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { fileLimits, InputError, requireAtMost } from './content.ts';
import { requireModestPicture } from './picture-size.ts';

/** The library would fetch this file from a server of somebody else; here it comes out of the installed package. */
const wasmFile = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasmFile)).buffer } });

/** Pixels that are gone over line by line. A picture made to be hard costs seconds for each photo's worth of them. */
const mostLookedOver = 2_000_000;

/**
 * Reads the QR code in a picture of a badge or certificate. Only for the service: load this file when a picture comes in.
 * @param bytes PNG or JPEG
 * @returns its text; nothing when no code was found
 * @throws {InputError} `too-large`, `damaged-file`, `several-badges` for two codes that say different things
 */
export async function readQr(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  requireAtMost(bytes, fileLimits.image);
  const pixels = await requireModestPicture(bytes);
  const quick = await textsIn(bytes, false);
  const texts = quick.size > 0 || pixels > mostLookedOver ? quick : await textsIn(bytes, true);
  if (texts.size > 1) throw new InputError('several-badges', 'there is more than one QR code in the picture');
  const [text] = texts;
  return text === undefined ? undefined : new TextEncoder().encode(text);
}

async function textsIn(bytes: Uint8Array, tryHarder: boolean): Promise<Set<string>> {
  const found = await readBarcodes(new Uint8Array(bytes), {
    formats: ['QRCode'],
    maxNumberOfSymbols: 4,
    tryHarder,
    tryInvert: false,
    tryDenoise: false,
  });
  return new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text.trim()));
}
