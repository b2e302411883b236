import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chunk, iTXt, png, pngSignature, zTXt } from '../../../tests/support/pictures.ts';
import { fileLimits } from './content.ts';
import { isPng, unbakePng } from './png.ts';

const key = 'openbadgecredential';
const badge = '{"name":"Koudemiddelen – é"}';
const textIn = async (bytes: Uint8Array) => {
  const found = await unbakePng(bytes);
  return found && new TextDecoder().decode(found);
};
const codeOf = (bytes: Uint8Array) =>
  unbakePng(bytes).then(
    () => 'fine',
    ({ code }) => code,
  );

describe('a baked PNG (Open Badges 3.0 §5.3.1)', () => {
  test('gives its badge, packed or not, letter by letter', async () => {
    for (const packed of [false, true]) expect(await textIn(png([iTXt(key, badge, packed)]))).toBe(badge);
  });

  test('gives a badge of Open Badges 2.0, whichever text chunk it stands in', async () => {
    const url = 'https://a.example/assertions/1';
    for (const baked of [iTXt('openbadges', url), zTXt('openbadges', url), chunk('tEXt', `openbadges\0${url}`)])
      expect(await textIn(png([baked]))).toBe(url);
  });

  test('gives the newer one when it has one of each generation', async () => {
    expect(await textIn(png([zTXt('openbadges', 'old'), iTXt(key, badge)]))).toBe(badge);
  });

  test('is a picture and nothing more without one', async () => {
    expect(await textIn(png())).toBeUndefined();
    expect(
      await textIn(png([iTXt('Comment', badge), iTXt(`${key}s`, badge), iTXt('openbadge', badge)])),
    ).toBeUndefined();
  });

  test('with two badges is refused: two programs would read different ones', async () => {
    expect(await codeOf(png([iTXt(key, badge), iTXt(key, badge)]))).toBe('several-badges');
    expect(await codeOf(png([iTXt(key, badge), zTXt(key, badge)]))).toBe('several-badges');
  });

  test('that is cut off behind its badge still gives it', async () => {
    const whole = png([iTXt(key, badge)]);
    expect(await textIn(whole.subarray(0, whole.length - 20))).toBe(badge);
  });
});

describe('a hostile PNG', () => {
  test.each<[string, () => Buffer, string]>([
    ['a length that reaches past the end', () => lengthOf(0xffffffff), 'damaged-file'],
    ['the largest length that PNG knows', () => lengthOf(0x7fffffff), 'damaged-file'],
    ['nothing behind its signature', () => pngSignature, 'damaged-file'],
    ['a flipped bit in the badge', () => flipped(png([iTXt(key, badge)])), 'damaged-file'],
    ['a badge that is cut off', () => png([iTXt(key, badge)]).subarray(0, 60), 'damaged-file'],
    ['a keyword and no text', () => png([chunk('iTXt', `${key}\0`)]), 'damaged-file'],
    ['no end of the keyword', () => png([chunk('iTXt', key)]), 'damaged-file'],
    ['an unknown kind of packing', () => png([chunk('iTXt', `${key}\0\x01\x07\0\0x`)]), 'damaged-file'],
    ['packed text that is none', () => png([chunk('zTXt', `${key}\0\0not packed`)]), 'damaged-file'],
    ['a bomb in zTXt', () => png([bomb('zTXt', `${key}\0\0`)]), 'expands-too-far'],
    ['a bomb in iTXt', () => png([bomb('iTXt', `${key}\0\x01\0\0\0`)]), 'expands-too-far'],
    ['more bytes than are read', () => Buffer.concat([png(), Buffer.alloc(fileLimits.image)]), 'too-large'],
  ])('with %s is refused', async (_name, made, code) => {
    expect(isPng(made())).toBe(true);
    expect(await codeOf(made())).toBe(code);
  });
});

function lengthOf(length: number): Buffer {
  const whole = png([iTXt(key, badge)]);
  whole.writeUInt32BE(length, pngSignature.length + 25);
  return whole;
}

function flipped(whole: Buffer): Buffer {
  const at = whole.indexOf('Koude');
  whole[at] = (whole[at] ?? 0) ^ 1;
  return whole;
}

/** 50 MB of spaces. */
const spaces = deflateSync(Buffer.alloc(50 * 1024 * 1024, ' '));
const bomb = (type: string, start: string) => chunk(type, Buffer.concat([Buffer.from(start), spaces]));
