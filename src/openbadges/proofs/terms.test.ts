import { describe, expect, test } from 'vitest';
import { created, minimalFacts } from '../../../tests/interop/badges.ts';
import p256 from '../../../tests/vectors/vc-di-ecdsa/p256KeyPair.json' with { type: 'json' };
import ed25519 from '../../../tests/vectors/vc-di-eddsa/keyPair.json' with { type: 'json' };
import { buildCredential } from '../build/credential.ts';
import type { JsonObject } from '../shape/finding.ts';
import type { ControllerDocument, VerificationMethod } from './proof-key.ts';
import { publicKeyOfMultibase } from './public-key.ts';
import { type SuiteOptions, signWithSuite } from './sign-with-suite.ts';
import { suiteKeyOfJwk, suiteKeyOfMultikey } from './suite-key.ts';
import { type ProofTerms, verifyProofs } from './verify.ts';

const pairs = {
  p256,
  ed25519: { publicKeyMultibase: ed25519.publicKeyMultibase, secretKeyMultibase: ed25519.privateKeyMultibase },
};
const did = 'did:web:holder.example';
const idOf = (name: keyof typeof pairs) => `${did}#${name}`;
const methods: VerificationMethod[] = (['p256', 'ed25519'] as const).map((name) => ({
  id: idOf(name),
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: pairs[name].publicKeyMultibase,
}));
const controller: ControllerDocument = {
  id: did,
  verificationMethod: methods,
  assertionMethod: [idOf('p256'), idOf('ed25519')],
  authentication: [idOf('ed25519')],
};
const badge: JsonObject = { ...buildCredential(minimalFacts) };

const signed = (more: Partial<SuiteOptions> = {}, name: keyof typeof pairs = 'ed25519') =>
  signWithSuite(badge, {
    suite: name === 'p256' ? 'ecdsa-jcs-2019' : 'eddsa-jcs-2022',
    key: suiteKeyOfMultikey(pairs[name]),
    verificationMethod: idOf(name),
    created,
    ...more,
  });
const codeOf = async (document: JsonObject, terms: ProofTerms = {}, listed: Partial<ControllerDocument> = {}) =>
  (await verifyProofs(document, new Map([[did, { ...controller, ...listed }]]), terms)).code;

describe('what a proof was made for (VC Data Integrity §2.1)', () => {
  const asked = { purpose: 'authentication', domain: 'https://verifier.example', challenge: 'c-1' } as const;
  const said = { proofPurpose: 'authentication', domain: asked.domain, challenge: 'c-1' } as const;

  test('holds for the one who asked, and the question that was asked', async () => {
    expect(await codeOf(await signed(said), asked)).toBe('proof-verified');
    const several = await signed({ ...said, domain: ['https://x.example', asked.domain] });
    expect(await codeOf(several, asked)).toBe('proof-verified');
    const bare = await signed({ proofPurpose: 'authentication', challenge: 'c-1' });
    expect(await codeOf(bare, { purpose: 'authentication', challenge: 'c-1' })).toBe('proof-verified');
    expect(await codeOf(bare, { purpose: 'authentication', challenge: 'c-2' })).toBe('wrong-challenge');
  });

  test.each<[string, string, Partial<SuiteOptions>]>([
    ['wrong-domain', 'another verifier', { ...said, domain: 'https://other.example' }],
    ['wrong-challenge', 'another question', { ...said, challenge: 'c-2' }],
    ['wrong-purpose', 'statements', { ...said, proofPurpose: 'assertionMethod' }],
    ['malformed-proof', 'a question of nobody', { proofPurpose: 'authentication', challenge: 'c-1' }],
    ['wrong-domain', 'nobody in particular', { proofPurpose: 'authentication' }],
  ])('%s: made for %s', async (code, _what, more) => {
    expect(await codeOf(await signed(more), asked)).toBe(code);
  });

  test('needs a key that is listed for it', async () => {
    expect(await codeOf(await signed(said, 'p256'), asked)).toBe('unknown-key');
    expect(await codeOf(await signed({}, 'p256'))).toBe('proof-verified');
    const { authentication: _, ...without } = controller;
    const outcome = await verifyProofs(await signed(said), new Map([[did, without]]), asked);
    expect(outcome.code).toBe('unknown-key');
  });
});

describe('the key', () => {
  test('of another kind than the suite is refused, though the document is whole', async () => {
    const document = await signed();
    const proof = { ...(document.proof as JsonObject), verificationMethod: idOf('p256') };
    expect(await codeOf({ ...document, proof })).toBe('wrong-key-type');
  });

  test.each(['p256', 'ed25519'] as const)('%s may be listed, and used, as JSON Web Key', async (name) => {
    const jwk = { ...publicKeyOfMultibase(pairs[name].publicKeyMultibase)?.jwk };
    const verificationMethod = [{ id: idOf(name), type: 'JsonWebKey', controller: did, publicKeyJwk: jwk }];
    expect(await codeOf(await signed({}, name), {}, { verificationMethod })).toBe('proof-verified');
    expect(() => suiteKeyOfJwk(jwk)).toThrow('private');
    expect(() => suiteKeyOfMultikey({ ...pairs[name], secretKeyMultibase: pairs[name].publicKeyMultibase })).toThrow(
      'secret',
    );
  });
});

describe('moments (VC Data Integrity §2.1)', () => {
  const with_ = async (more: JsonObject, terms: ProofTerms = {}) => {
    const document = await signed();
    return codeOf({ ...document, proof: { ...(document.proof as JsonObject), ...more } }, terms);
  };

  test('without a zone are taken as UTC, and are under the signature all the same', async () => {
    expect(await with_({ created: '2026-07-23T09:30:00' })).toBe('signature-mismatch');
    expect(await with_({ expires: '2026-07-23T09:30:01' }, { now: new Date('2026-07-23T09:30:02Z') })).toBe(
      'proof-expired',
    );
  });

  test.each(['yesterday', '2026-02-30T00:00:00Z', '2026-07-23'])('written as %s are malformed', async (moment) => {
    expect(await with_({ created: moment })).toBe('malformed-proof');
    expect(await with_({ expires: moment })).toBe('malformed-proof');
  });

  test('are asked for, with a zone, by the older suite', async () => {
    const document = await signed({ suite: 'Ed25519Signature2020' });
    const { created: moment, ...proof } = document.proof as JsonObject;
    expect(await codeOf(document)).toBe('proof-verified');
    expect(await codeOf({ ...document, proof })).toBe('malformed-proof');
    const zoneless = { ...proof, created: String(moment).replace('Z', '') };
    expect(await codeOf({ ...document, proof: zoneless })).toBe('malformed-proof');
  });

  test('are not needed otherwise; a key that has ended then counts until its end', async () => {
    const document = await signed();
    const { created: _, ...proof } = document.proof as JsonObject;
    expect(await codeOf({ ...document, proof })).toBe('signature-mismatch');
    const ended = methods.map((method) => ({ ...method, expires: '2026-08-01T00:00:00Z' }));
    const at = (now: string) => codeOf({ ...document, proof }, { now: new Date(now) }, { verificationMethod: ended });
    expect(await at('2026-07-31T00:00:00Z')).toBe('signature-mismatch');
    expect(await at('2026-08-02T00:00:00Z')).toBe('key-expired');
  });
});

describe('a suite on canonical JSON', () => {
  test('covers the contexts that it was signed with, in their order', async () => {
    const document = await signed();
    const contexts = document['@context'] as string[];
    const more = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
    expect(await codeOf({ ...document, '@context': [...contexts, more] })).toBe('proof-verified');
    expect(await codeOf({ ...document, '@context': contexts.toReversed() })).toBe('signature-mismatch');
    expect(await codeOf({ ...document, '@context': contexts.slice(0, 1) })).toBe('signature-mismatch');
  });
});

test('a suite on RDF knows no words but those of the document', async () => {
  const document = await signed({ suite: 'eddsa-rdfc-2022' });
  const having = (contexts: unknown) =>
    codeOf({ ...document, proof: { ...(document.proof as JsonObject), '@context': contexts } });
  expect(await having(document['@context'])).toBe('proof-verified');
  expect(await having('https://w3id.org/security/data-integrity/v2')).toBe('signature-mismatch');
});

test.each([
  ['base64url', (value: string) => `u${Buffer.from(value.slice(1)).toString('base64url')}`],
  ['one byte less', () => 'z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq'],
  ['nothing', () => 'z'],
])('a signature in %s is malformed', async (_what, change) => {
  const document = await signed({}, 'p256');
  const proof = document.proof as JsonObject;
  expect(await codeOf({ ...document, proof: { ...proof, proofValue: change(String(proof.proofValue)) } })).toBe(
    'malformed-proof',
  );
});
