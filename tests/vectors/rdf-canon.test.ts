import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import { canonizeOptions } from '../../src/openbadges/proofs/canonize.ts';
import { json, text } from './read.ts';

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly action: string;
  readonly result?: string;
  readonly hashAlgorithm?: 'SHA384';
}

const entries = json('rdf-canon/manifest.jsonld').entries as Entry[];
const ofType = (name: string) => entries.filter(({ type }) => type === `rdfc:RDFC10${name}Test`);

/** The library with our own limits, and the names that it gave to blank nodes. */
async function run({ action, hashAlgorithm }: Entry) {
  const canonicalIdMap = new Map<string, string>();
  const canonical = await jsonld.canonize(text(`rdf-canon/${action}`), {
    inputFormat: 'application/n-quads',
    canonizeOptions: { ...canonizeOptions(hashAlgorithm === 'SHA384' ? 'SHA-384' : 'SHA-256'), canonicalIdMap },
  });
  return { canonical, canonicalIdMap };
}

describe('RDF Dataset Canonicalization 1.0, with the limits that we set', () => {
  test('the manifest is read whole', () => {
    expect([ofType('Eval').length, ofType('Map').length, ofType('NegativeEval').length]).toEqual([64, 21, 1]);
  });

  test.each(ofType('Eval'))('$id $name', async (entry) => {
    expect((await run(entry)).canonical).toBe(text(`rdf-canon/${entry.result}`));
  });

  test.each(ofType('Map'))('$id $name', async (entry) => {
    const bare = (label: string) => label.replace(/^_:/, '');
    const { canonicalIdMap } = await run(entry);
    const names = Object.fromEntries([...canonicalIdMap].map(([from, to]) => [bare(from), bare(to)]));
    expect(names).toEqual(json(`rdf-canon/${entry.result}`));
  });

  test.each(ofType('NegativeEval'))('$id $name is stopped', async (entry) => {
    const started = performance.now();
    await expect(run(entry)).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
