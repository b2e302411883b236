import { describe, expect, test } from 'vitest';
import { richFacts } from '../../../tests/interop/badges.ts';
import { buildCredential } from '../build/credential.ts';
import { checkShape } from './check-shape.ts';
import type { JsonObject } from './finding.ts';
import { checkForeignShape, coverageOf } from './foreign.ts';

const rich = (change: object = {}): JsonObject =>
  JSON.parse(JSON.stringify({ ...buildCredential(richFacts), ...change }));
const contexts = buildCredential(richFacts)['@context'];
const codes = (document: unknown, coverage: 'json-ld' | 'json' = 'json-ld') => {
  const { faults, warnings } = checkForeignShape(document, coverage);
  return {
    faults: faults.map(({ code }) => code),
    warnings: warnings.map(({ code, pointer }) => `${code} ${pointer}`),
  };
};

test('what we issue is without a fault and without a warning', () => {
  expect(codes(rich())).toEqual({ faults: [], warnings: [] });
});

describe('milder than what we issue (openbadges-3.md §4)', () => {
  const suite = 'https://w3id.org/security/suites/ed25519-2020/v1';
  const subject = buildCredential(richFacts).credentialSubject;
  const dangling = { ...subject, result: [{ type: ['Result'], resultDescription: 'https://example.org/x' }] };

  test.each<[string, object, string]>([
    ['a context of which nothing is used', { '@context': [...contexts, suite] }, 'context-not-needed /@context/3'],
    [
      'another order behind the first two',
      { '@context': [...contexts.slice(0, 2), suite, contexts[2]], proof: { type: 'Ed25519Signature2020' } },
      'context-order /@context/3',
    ],
    [
      'a result for nothing',
      { credentialSubject: dangling },
      'unresolved-reference /credentialSubject/result/0/resultDescription',
    ],
    [
      'the first context of Open Badges 3.0',
      { '@context': [contexts[0], 'https://purl.imsglobal.org/spec/ob/v3p0/context.json', contexts[2]] },
      'older-context /@context/1',
    ],
  ])('%s is a warning', (_name, change, warning) => {
    expect(codes(rich(change))).toEqual({ faults: [], warnings: [warning] });
  });

  test.each<[string, object, string]>([
    ['Open Badges first', { '@context': contexts.toReversed() }, 'context-order'],
    ['an unknown context', { '@context': [...contexts, 'https://example.org/'] }, 'context-not-allowed'],
    ['null', { evidence: null }, 'null-value'],
    [
      'a place in a status list that is none',
      { credentialStatus: { type: 'BitstringStatusListEntry' } },
      'malformed-status',
    ],
    ['a type that is no badge', { type: ['VerifiableCredential'] }, 'not-a-credential'],
    ['nobody', { credentialSubject: { ...subject, identifier: undefined } }, 'no-recipient'],
  ])('%s stays a fault', (_name, change, code) => {
    expect(codes(rich(change)).faults).toContain(code);
    expect(checkShape(rich(change)).map((each) => each.code)).toContain(code);
  });
});

describe('contexts in a proof (Data Integrity EdDSA Cryptosuites §3.3.1)', () => {
  const proofWith = (context: unknown) => rich({ proof: [{ type: 'DataIntegrityProof', '@context': context }] });

  test('may repeat those of the document, in their order', () => {
    expect(codes(proofWith(contexts)).faults).toEqual([]);
    expect(codes(proofWith(contexts.slice(0, 2))).faults).toEqual([]);
  });

  test.each([
    ['others', ['https://example.org/']],
    ['another order', contexts.toReversed()],
    ['an inline one', { a: 'b' }],
  ])('%s are refused', (_name, context) => {
    expect(codes(proofWith(context)).faults).toEqual(['json-ld-keyword']);
  });
});

describe('a signature that covers each letter needs no JSON-LD', () => {
  test('unknown contexts and keywords do no harm there; the fixed places stay', () => {
    const document = rich({ '@context': [...contexts, 'https://example.org/', { '@vocab': 'x:' }], '@index': null });
    expect(codes(document, 'json').faults).toEqual([]);
    expect(codes(document, 'json-ld').faults).toContain('context-not-allowed');
    expect(codes(rich({ '@context': contexts.toReversed() }), 'json').faults).toEqual(['context-order']);
  });

  const type = 'DataIntegrityProof';
  test.each<[string, unknown, string]>([
    ['a suite that covers each letter', [{ type, cryptosuite: 'eddsa-jcs-2022' }], 'json'],
    [
      'one beside another',
      [
        { type, cryptosuite: 'eddsa-jcs-2022' },
        { type, cryptosuite: 'eddsa-rdfc-2022' },
      ],
      'json-ld',
    ],
    ['what only begins so', [{ type, cryptosuite: 'eddsa-jcs-2022-or-not' }], 'json-ld'],
    [
      'the name of one on a proof of another type',
      [{ type: 'Ed25519Signature2020', cryptosuite: 'eddsa-jcs-2022' }],
      'json-ld',
    ],
    ['no proof', undefined, 'json-ld'],
  ])('%s', (_name, proof, coverage) => {
    expect(coverageOf({ proof })).toBe(coverage);
  });
});
