import { describe, expect, test } from 'vitest';
import { bundleOf, parseBundle } from './bundle.ts';
import { anchorDigest, credentialDigest } from './digest.ts';
import { LeafError, leafBytes, parseLeaf } from './leaf.ts';

const leaf = { kind: 'issued', time: new Date('2026-11-22T12:00:00Z'), digest: Buffer.alloc(32, 0xab) } as const;
const text = `{"v":1,"kind":"issued","time":"2026-11-22T12:00:00.000Z","digest":"${'ab'.repeat(32)}"}`;

describe('a leaf', () => {
  test('is written in one way and read back', () => {
    expect(leafBytes(leaf).toString()).toBe(text);
    expect(parseLeaf(Buffer.from(text))).toEqual(leaf);
  });

  test.each([
    ['a blank', text.replace(',', ', ')],
    ['another order', text.replace('"v":1,"kind":"issued"', '"kind":"issued","v":1')],
    ['another member', text.replace('}', ',"x":1}')],
    ['another version', text.replace('"v":1', '"v":2')],
    ['an unknown kind', text.replace('issued', 'sold')],
    ['a time without milliseconds', text.replace('.000Z', 'Z')],
    ['no such day', text.replace('11-22', '11-31')],
    ['a digest in capitals', text.replace('ab'.repeat(32), 'AB'.repeat(32))],
    ['a newline after it', `${text}\n`],
    ['nothing', ''],
  ])('with %s is none', (_what, other) => {
    expect(() => parseLeaf(Buffer.from(other))).toThrow(LeafError);
  });
});

describe('a bundle (c2sp.org/tlog-tiles, "Log entries")', () => {
  const entries = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(300, 7)];

  test('has the length of each entry before it, in two bytes, big-endian', () => {
    expect(bundleOf(entries).subarray(0, 7)).toEqual(Buffer.from([0, 3, 0x6f, 0x6e, 0x65, 0, 0]));
    expect(parseBundle(bundleOf(entries))).toEqual(entries);
  });

  test('that was cut off, or is too long, is none', () => {
    const bundle = bundleOf(entries);
    for (const end of [1, 4, bundle.length - 1]) expect(parseBundle(bundle.subarray(0, end))).toBeUndefined();
    expect(parseBundle(bundleOf(Array.from({ length: 257 }, () => Buffer.of(1))))).toBeUndefined();
  });
});

test('a digest says nothing without the salt: the same credential has another one with every salt', () => {
  const [a, b] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const bytes = Buffer.from('signed');
  expect(credentialDigest(a, bytes)).not.toEqual(credentialDigest(b, bytes));
  expect(credentialDigest(a, bytes)).toEqual(credentialDigest(a, Buffer.from('signed')));
  expect(anchorDigest(a, Buffer.alloc(32))).not.toEqual(anchorDigest(b, Buffer.alloc(32)));
});
