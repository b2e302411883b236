import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growingTree } from './growing-tree.ts';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { proveConsistency, proveInclusion, rootOf, treeFrom } from './prove.ts';
import { levelLength, parseTilePath, type ReadTile, tilePath, tilesOf, tileWidth, widthOf } from './tiles.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

interface InclusionVector {
  file: string;
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[];
  wantErr: boolean;
}
interface ConsistencyVector {
  file: string;
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[];
  wantErr: boolean;
}
const vectors: {
  leaves: string[];
  roots: string[];
  inclusion: InclusionVector[];
  consistency: ConsistencyVector[];
} = JSON.parse(readFileSync(new URL('../../../tests/data/merkle/rfc6962-vectors.json', import.meta.url), 'utf8'));
const base64 = (text: string) => Buffer.from(text, 'base64');

// RFC 6962 §2.1, written down once more, word for word, over all leaves.
const k = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);
const MTH = (D: Buffer[]): Buffer =>
  D.length === 0
    ? emptyRoot
    : D.length === 1
      ? leafHash(D[0]!)
      : nodeHash(MTH(D.slice(0, k(D.length))), MTH(D.slice(k(D.length))));
const PATH = (m: number, D: Buffer[]): Buffer[] => {
  const n = D.length;
  if (n === 1) return [];
  return m < k(n)
    ? [...PATH(m, D.slice(0, k(n))), MTH(D.slice(k(n)))]
    : [...PATH(m - k(n), D.slice(k(n))), MTH(D.slice(0, k(n)))];
};
const SUBPROOF = (m: number, D: Buffer[], b: boolean): Buffer[] => {
  const n = D.length;
  if (m === n) return b ? [] : [MTH(D)];
  return m <= k(n)
    ? [...SUBPROOF(m, D.slice(0, k(n)), b), MTH(D.slice(k(n)))]
    : [...SUBPROOF(m - k(n), D.slice(k(n)), false), MTH(D.slice(0, k(n)))];
};

const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => Buffer.from(`leaf ${index}`));

/** Tiles as the specification defines them: MTH over 256 ** level leaves each. */
const tilesOver =
  (leaves: Buffer[]): ReadTile =>
  async (level, index, width) =>
    Array.from({ length: width }, (_, at) => {
      const span = tileWidth ** level;
      const start = (index * tileWidth + at) * span;
      return MTH(leaves.slice(start, start + span));
    });

describe('the known vectors', () => {
  const leaves = vectors.leaves.map((hex) => Buffer.from(hex, 'hex'));

  test('give the known roots', async () => {
    const grown = growingTree();
    for (const [size, root] of vectors.roots.entries()) {
      expect((await rootOf(treeFrom(tilesOver(leaves), size))).toString('hex'), `size ${size}`).toBe(root);
      expect(grown.root().toString('hex')).toBe(root);
      if (size < leaves.length) grown.append(leafHash(leaves[size]!));
    }
  });

  test.each(vectors.inclusion)('$file', async ({ leafIdx: index, treeSize: size, root, leafHash, proof, wantErr }) => {
    const claim = { index, size, leafHash: base64(leafHash), root: base64(root), proof: proof.map(base64) };
    expect(verifyInclusion(claim)).toBe(!wantErr);
    if (!wantErr) expect(await proveInclusion(treeFrom(tilesOver(leaves), size), index)).toEqual(claim.proof);
  });

  test.each(vectors.consistency)('$file', async ({ size1: from, size2: to, root1, root2, proof, wantErr }) => {
    const claim = { from, to, fromRoot: base64(root1), toRoot: base64(root2), proof: proof.map(base64) };
    expect(verifyConsistency(claim)).toBe(!wantErr);
    if (!wantErr) expect(await proveConsistency(treeFrom(tilesOver(leaves), to), from)).toEqual(claim.proof);
  });
});

describe('as the naive reading of RFC 6962', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 250, max: 600 }));

  test('the root, from tiles and leaf by leaf', async () => {
    await fc.assert(
      fc.asyncProperty(size, async (n) => {
        const leaves = leavesOf(n);
        const grown = growingTree();
        for (const leaf of leaves) grown.append(leafHash(leaf));
        expect(grown.root()).toEqual(MTH(leaves));
        expect(await rootOf(treeFrom(tilesOver(leaves), n))).toEqual(MTH(leaves));
      }),
      { numRuns: 40 },
    );
  });

  test('inclusion proofs, which verify for that leaf and for no other', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (n, a, b) => {
        const leaves = leavesOf(n);
        const [index, other] = [a % n, b % n];
        const proof = await proveInclusion(treeFrom(tilesOver(leaves), n), index);
        expect(proof).toEqual(PATH(index, leaves));
        const claim = { index, size: n, leafHash: leafHash(leaves[index]!), root: MTH(leaves), proof };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: leafHash(Buffer.from('another')) })).toBe(false);
        if (other !== index) expect(verifyInclusion({ ...claim, index: other })).toBe(false);
        if (n > 1) expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...proof, claim.root] })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('consistency proofs, which verify for these trees and for no other', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (to, a) => {
        const leaves = leavesOf(to);
        const from = 1 + (a % to);
        const proof = await proveConsistency(treeFrom(tilesOver(leaves), to), from);
        expect(proof).toEqual(SUBPROOF(from, leaves, true));
        const claim = { from, to, fromRoot: MTH(leaves.slice(0, from)), toRoot: MTH(leaves), proof };
        expect(verifyConsistency(claim)).toBe(true);
        const rewritten = [Buffer.from('another'), ...leaves.slice(1, from)];
        expect(verifyConsistency({ ...claim, fromRoot: MTH(rewritten) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, claim.toRoot] })).toBe(false);
        if (from < to) expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('the empty tree is a beginning of every tree, and a beginning is never longer', () => {
    const [fromRoot, toRoot] = [emptyRoot, MTH(leavesOf(5))];
    expect(verifyConsistency({ from: 0, to: 5, fromRoot, toRoot, proof: [] })).toBe(true);
    expect(verifyConsistency({ from: 0, to: 5, fromRoot: toRoot, toRoot, proof: [] })).toBe(false);
    expect(verifyConsistency({ from: 5, to: 0, fromRoot: toRoot, toRoot: emptyRoot, proof: [] })).toBe(false);
    expect(verifyInclusion({ index: 0, size: 0, leafHash: emptyRoot, root: emptyRoot, proof: [] })).toBe(false);
  });

  test('a tree of two levels of full tiles, and the tiles that became full', async () => {
    const n = 256 * 256 + 300;
    const hashes = Array.from({ length: n }, (_, index) => leafHash(Buffer.from(`${index}`)));
    const grown = growingTree();
    const stored = new Map<string, readonly Buffer[]>();
    for (const hash of hashes)
      for (const { level, index, hashes } of grown.append(hash)) stored.set(`${level}/${index}`, hashes);
    expect(stored.size).toBe(257 + 1);
    const read: ReadTile = async (level, index, width) =>
      (stored.get(`${level}/${index}`) ?? grown.edge(level)).slice(0, width);
    const tree = treeFrom(read, n);
    const root = await rootOf(tree);
    expect(root).toEqual(grown.root());
    for (const index of [0, 255, 256, 65_535, 65_536, n - 1]) {
      const proof = await proveInclusion(tree, index);
      expect(verifyInclusion({ index, size: n, leafHash: hashes[index]!, root, proof })).toBe(true);
    }
    for (const from of [1, 256, 65_535, 65_536, 65_537]) {
      const part = growingTree();
      for (const hash of hashes.slice(0, from)) part.append(hash);
      const proof = await proveConsistency(tree, from);
      expect(verifyConsistency({ from, to: n, fromRoot: part.root(), toRoot: root, proof })).toBe(true);
    }
  });
});

describe('tiles (c2sp.org/tlog-tiles)', () => {
  test('of the example in "Partial Tiles": a tree of 70,000', () => {
    const all = [...tilesOf(70_000)];
    const full = (level: number) => all.filter((tile) => tile.level === level && tile.width === 256).length;
    const partial = all.filter(({ width }) => width < 256);
    expect([full(0), full(1), full(2)]).toEqual([273, 1, 0]);
    expect(partial.map(({ level, width }) => [level, width])).toEqual([
      [0, 112],
      [1, 17],
      [2, 1],
    ]);
    expect([...tilesOf(256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect([...tilesOf(0)]).toEqual([]);
    expect([levelLength(1, 70_000), widthOf(0, 274, 70_000)]).toEqual([273, 0]);
  });

  test.each([
    [{ level: 0, index: 1_234_067, width: 256 }, '0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, '0/000'],
    [{ level: 2, index: 999, width: 1 }, '2/999.p/1'],
    [{ level: 'entries', index: 1000, width: 255 }, 'entries/x001/000.p/255'],
  ] as const)('%j is at %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each([
    '0/0',
    '00/000',
    '64/000',
    '0/x000/001',
    '0/001/002',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/01',
    '0/000.p/',
    '-1/000',
    'entry/000',
    '0/000/',
    '0/000.p/1/2',
    '0/1234',
    '',
  ])('"%s" names no tile', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});
