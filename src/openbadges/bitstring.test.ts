import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../tests/data/bitstring/bitstring-vectors.json' with { type: 'json' };
import {
  BitstringError,
  bitAt,
  decodeBitstring,
  encodeBitstring,
  minimumEntries,
  parseStatusListIndex,
} from './bitstring.ts';

const pack = (bytes: Uint8Array) => `u${gzipSync(bytes, { level: 9 }).toString('base64url')}`;
const setIn = (bits: Uint8Array) =>
  [...bits].flatMap((byte, place) =>
    byte === 0 ? [] : Array.from({ length: 8 }, (_, bit) => place * 8 + bit).filter((index) => bitAt(bits, index)),
  );

describe('lists of others', () => {
  const valid = vectors.filter((vector) => vector.invalid === undefined);
  const invalid = vectors.filter((vector) => vector.invalid !== undefined);

  test('there are vectors of both kinds', () => {
    expect([valid.length, invalid.length]).toEqual([7, 5]);
  });

  test.each(valid)('$setIndexes of $lengthBits are read', (vector) => {
    const bits = decodeBitstring(vector.encodedList);
    expect(bits.length * 8).toBe(vector.lengthBits);
    expect(Buffer.from(bits.subarray(0, 1)).toString('hex')).toBe(vector.firstByteHex);
    expect(createHash('sha256').update(bits).digest('hex')).toBe(vector.sha256OfUncompressed);
    if (Array.isArray(vector.setIndexes)) expect(setIn(bits)).toEqual(vector.setIndexes);
    else expect(bits.every((byte) => byte === 0xff)).toBe(true);
  });

  test.each(invalid)('$invalid is refused', ({ encodedList }) => {
    expect(() => decodeBitstring(encodedList)).toThrow(BitstringError);
  });

  test.each([
    ['nothing', ''],
    ['the prefix alone', 'u'],
    ['base64 letters', `u${gzipSync(Buffer.alloc(16384)).toString('base64url').slice(0, -4)}+/==`],
    ['a line break at the end', `${encodeBitstring([])}\n`],
    ['no gzip', `u${Buffer.alloc(16384, 7).toString('base64url')}`],
    ['raw deflate', `u${deflateSync(Buffer.alloc(16384)).toString('base64url')}`],
    ['one byte too short', pack(new Uint8Array(16383))],
  ])('%s is refused', (_name, encoded) => {
    expect(() => decodeBitstring(encoded)).toThrow(BitstringError);
  });
});

describe('a gzip bomb', () => {
  test('is not unpacked', () => {
    const bomb = pack(new Uint8Array(512 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const [memory, started] = [process.memoryUsage().rss, performance.now()];
    expect(() => decodeBitstring(bomb)).toThrow(BitstringError);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 1024 * 1024);
  });

  test('begins above 16 MB', () => {
    const largest = 16 * 1024 * 1024;
    expect(decodeBitstring(pack(new Uint8Array(largest)))).toHaveLength(largest);
    expect(() => decodeBitstring(pack(new Uint8Array(largest + 1)))).toThrow(BitstringError);
  });
});

describe('our own lists', () => {
  const indexes = fc.uniqueArray(fc.nat(minimumEntries - 1), { maxLength: 100 });

  test('say exactly what they were made of', () => {
    fc.assert(
      fc.property(indexes, (set) => {
        const bits = decodeBitstring(encodeBitstring(set));
        expect(bits).toHaveLength(minimumEntries / 8);
        expect(setIn(bits)).toEqual(set.toSorted((one, other) => one - other));
      }),
      { numRuns: 50 },
    );
  });

  test.each(vectors.filter(({ setIndexes }) => Array.isArray(setIndexes)))(
    'of $setIndexes hold the published bits',
    ({ setIndexes, lengthBits, sha256OfUncompressed }) => {
      const bits = decodeBitstring(encodeBitstring(setIndexes as number[], lengthBits));
      expect(createHash('sha256').update(bits).digest('hex')).toBe(sha256OfUncompressed);
    },
  );

  test.each([[[-1]], [[0.5]], [[minimumEntries]], [[Number.NaN]]])('index %j is refused', (set) => {
    expect(() => encodeBitstring(set)).toThrow(RangeError);
  });

  test.each([0, minimumEntries - 8, minimumEntries + 1])('a length of %d is refused', (length) => {
    expect(() => encodeBitstring([], length)).toThrow(RangeError);
  });

  test.each([-1, minimumEntries, 2 ** 32, 2 ** 32 + 1, 9_999_999_999, 0.5, Number.NaN])(
    'entry %d lies outside',
    (index) => {
      expect(() => bitAt(decodeBitstring(encodeBitstring([0, 1])), index)).toThrow(BitstringError);
    },
  );
});

describe('statusListIndex', () => {
  test.each([
    ['0', 0],
    ['7', 7],
    ['94567', 94_567],
    ['9999999999', 9_999_999_999],
    ['10000000000', undefined],
    ['', undefined],
    ['-1', undefined],
    ['+1', undefined],
    ['01', undefined],
    ['00', undefined],
    ['1.0', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    [' 1', undefined],
    ['1 ', undefined],
    ['1\n', undefined],
    ['١', undefined],
    [1, undefined],
    [null, undefined],
    [undefined, undefined],
    [['1'], undefined],
  ])('%j is %s', (text, expected) => {
    expect(parseStatusListIndex(text)).toBe(expected);
  });
});
