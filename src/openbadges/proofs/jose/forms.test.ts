import { generateKeyPairSync } from 'node:crypto';
import { CompactSign, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shape/finding.ts';
import { verifyCredentialJwt } from '../credential-jwt.ts';
import type { ControllerDocument } from '../proof-key.ts';
import { keysOfControllers } from './listed-keys.ts';
import { verifyPresentationJwt } from './presentation-jwt.ts';
import { signJose } from './sign-jose.ts';

const now = new Date('2026-11-22T12:00:00Z');
const issuer = 'did:web:badges.example';
const pairs = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  EdDSA: generateKeyPairSync('ed25519'),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
type Algorithm = keyof typeof pairs;
const algorithms = Object.keys(pairs) as Algorithm[];
const jwkOf = (algorithm: Algorithm) => pairs[algorithm].publicKey.export({ format: 'jwk' }) as JsonObject;
const listed = algorithms.map((algorithm) => `${issuer}#${algorithm}`);
const controller: ControllerDocument = {
  id: issuer,
  verificationMethod: algorithms.map((algorithm) => ({
    id: `${issuer}#${algorithm}`,
    type: 'JsonWebKey',
    controller: issuer,
    publicKeyJwk: jwkOf(algorithm),
  })),
  assertionMethod: listed,
  authentication: listed,
};
const keysAt = (from: ControllerDocument) => keysOfControllers(new Map([[issuer, from]]), { now });
const check = (jwt: string, from = controller) => {
  const { findKey, listsKey } = keysAt(from);
  return verifyCredentialJwt(jwt, findKey, { now, listsKey });
};
const sign = (payload: object, header: object = {}, algorithm: Algorithm = 'ES256') =>
  new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: algorithm, kid: `${issuer}#${algorithm}`, ...header })
    .sign(pairs[algorithm].privateKey);

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:9f0a',
  type: ['VerifiableCredential'],
  issuer,
  validFrom: '2026-11-01T00:00:00Z',
  credentialSubject: { id: 'did:example:holder', name: 'x' },
};

describe('a credential as vc+jwt (VC JOSE COSE §3.1.1)', () => {
  test.each(algorithms)('signed with %s, is verified', async (algorithm) => {
    const key = { id: `${issuer}#${algorithm}`, algorithm, privateKey: pairs[algorithm].privateKey };
    const jwt = await signJose({ payload: credential, typ: 'vc+jwt', key });
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: algorithm, kid: key.id, typ: 'vc+jwt', cty: 'vc' });
    expect(await check(jwt)).toMatchObject({ verified: true, kind: 'vc-jose', credential });
    const [header, , signature] = jwt.split('.');
    const changed = Buffer.from(JSON.stringify({ ...credential, id: 'urn:uuid:0' })).toString('base64url');
    expect((await check([header, changed, signature].join('.'))).code).toBe('signature-mismatch');
  });

  test.each<[string, string, object, object?]>([
    ['claims-mismatch', 'the claim vc', { vc: {} }],
    ['claims-mismatch', 'another issuer', { iss: 'did:web:other.example' }],
    ['claims-mismatch', 'another id', { jti: 'urn:uuid:0' }],
    ['claims-mismatch', 'another subject', { sub: 'did:example:other' }],
    ['claims-mismatch', 'an end that is a text', { exp: '2030' }],
    ['jwt-expired', 'an end that has passed', { exp: now.getTime() / 1_000 - 1 }],
    ['jwt-verified', 'claims that say the same', { iss: issuer, jti: credential.id, sub: 'did:example:holder' }],
    ['malformed-jwt', 'an issuer in the header that is another', {}, { iss: 'did:web:other.example' }],
    ['malformed-jwt', 'an extension that must be understood', {}, { crit: ['x'], x: 1 }],
    ['unsupported-algorithm', 'no algorithm', {}, { alg: 'none' }],
    ['unknown-key', 'the key of another algorithm', {}, { kid: `${issuer}#ES384` }],
    ['jwt-verified', 'a key by its bare name', {}, { kid: 'ES256' }],
  ])('%s: with %s', async (code, _what, claims, header = {}) => {
    const named = { alg: 'ES256', kid: `${issuer}#ES256`, typ: 'vc+jwt', ...header };
    const jwt = await sign({ ...credential, ...claims }, { typ: 'vc+jwt' });
    // The header is put in place afterwards where the library would not sign it.
    const encoded = Buffer.from(JSON.stringify(named)).toString('base64url');
    const signed =
      'crit' in header || 'alg' in header
        ? [encoded, ...jwt.split('.').slice(1)].join('.')
        : await sign({ ...credential, ...claims }, named);
    expect((await check(signed)).code).toBe(code);
  });

  test('by a key that is revoked, or ended before it was signed, does not count', async () => {
    const jwt = await sign({ ...credential, iat: 1_790_000_000 }, { typ: 'vc+jwt' });
    const having = (more: object): ControllerDocument => ({
      ...controller,
      verificationMethod: controller.verificationMethod.map((method) => ({ ...method, ...more })),
    });
    expect((await check(jwt, having({ revoked: '2026-11-01T00:00:00Z' }))).code).toBe('key-revoked');
    expect((await check(jwt, having({ expires: '2026-09-01T00:00:00Z' }))).code).toBe('key-expired');
    expect((await check(jwt, having({ expires: '2026-12-01T00:00:00Z' }))).code).toBe('jwt-verified');
  });
});

describe('a JWT that brings its key along (Open Badges 3.0 §8.2.4.1)', () => {
  const claims = {
    iss: issuer,
    jti: credential.id,
    sub: 'did:example:holder',
    nbf: Date.parse(credential.validFrom) / 1_000,
  };

  test('counts when the issuer lists that key, and only then', async () => {
    const jwt = await sign({ ...credential, ...claims }, { kid: undefined, jwk: jwkOf('ES256') });
    expect(await check(jwt)).toMatchObject({ verified: true, kind: 'badge' });
    const others = controller.verificationMethod.filter(({ id }) => !id.endsWith('ES256'));
    const outcome = await check(jwt, { ...controller, verificationMethod: others });
    // The signature fits, so what was signed is told; whose it is, is not known.
    expect(outcome).toMatchObject({ verified: false, code: 'unknown-key', credential: { id: credential.id } });
    expect((await verifyCredentialJwt(jwt, keysAt(controller).findKey, { now })).code).toBe('malformed-jwt');
  });

  test('with its secret is malformed', async () => {
    const secret = pairs.ES256.privateKey.export({ format: 'jwk' });
    expect((await check(await sign({ ...credential, ...claims }, { kid: undefined, jwk: secret }))).code).toBe(
      'malformed-jwt',
    );
  });
});

describe('a credential of version 1.1 in the claim vc (VC Data Model 1.1 §6.3.1)', () => {
  const claims = { iss: issuer, jti: 'urn:uuid:1', sub: 'did:example:holder', nbf: 1_790_000_000, exp: 1_900_000_000 };
  const vc = { '@context': ['https://www.w3.org/2018/credentials/v1'], credentialSubject: { name: 'x' } };

  test('is completed by the other claims', async () => {
    expect(await check(await sign({ ...claims, vc }))).toMatchObject({
      verified: true,
      kind: 'vcdm-1',
      credential: {
        ...vc,
        id: 'urn:uuid:1',
        issuer,
        issuanceDate: '2026-09-21T14:13:20Z',
        expirationDate: '2030-03-17T17:46:40Z',
        credentialSubject: { id: 'did:example:holder', name: 'x' },
      },
    });
  });

  test.each<[string, string, object, object?]>([
    ['claims-mismatch', 'names another issuer', { issuer: { id: 'did:web:other.example' } }],
    ['claims-mismatch', 'has another id', { id: 'urn:uuid:2' }],
    ['claims-mismatch', 'is about another', { credentialSubject: { id: 'did:example:other' } }],
    ['claims-mismatch', 'begins at another moment', { issuanceDate: '2026-01-01T00:00:00Z' }],
    ['claims-mismatch', 'ends at another moment', { expirationDate: '2040-01-01T00:00:00Z' }],
    ['claims-mismatch', 'has another beside it', {}, { credentialSubject: {} }],
    ['claims-mismatch', 'is no object', {}, { vc: 'x' }],
    ['claims-missing', 'has no issuer', {}, { iss: undefined }],
    ['jwt-not-yet-valid', 'has not begun', {}, { nbf: 1_890_000_000 }],
  ])('%s: when it %s', async (code, _what, inside, beside = {}) => {
    expect((await check(await sign({ ...claims, vc: { ...vc, ...inside }, ...beside }))).code).toBe(code);
  });
});

describe('a presentation (VC JOSE COSE §3.1.2; VC Data Model 1.1 §6.3.1)', () => {
  const asked = { now, domain: 'https://verifier.example', challenge: 'n-1' };
  const presentation = { '@context': [], type: ['VerifiablePresentation'], holder: issuer };
  const key = { id: `${issuer}#ES256`, algorithm: 'ES256' as const, privateKey: pairs.ES256.privateKey };
  const { findKey } = keysAt(controller);
  const present = (more: object = {}) =>
    signJose({ payload: { ...presentation, aud: asked.domain, nonce: 'n-1', ...more }, typ: 'vp+jwt', key });

  test('is verified for who asked, in both forms', async () => {
    const outcome = await verifyPresentationJwt(await present(), findKey, asked);
    expect(outcome).toMatchObject({ verified: true, presentation });
    const older = await sign({ iss: issuer, aud: asked.domain, nonce: 'n-1', vp: { type: 'VerifiablePresentation' } });
    expect(await verifyPresentationJwt(older, findKey, asked)).toMatchObject({
      verified: true,
      presentation: { holder: issuer },
    });
  });

  test.each<[string, string, () => Promise<string>]>([
    ['wrong-domain', 'for another', () => present({ aud: 'https://other.example' })],
    ['wrong-challenge', 'in answer to another question', () => present({ nonce: 'n-2' })],
    ['claims-mismatch', 'of another holder', () => present({ iss: 'did:web:other.example' })],
    ['claims-mismatch', 'with the claim vp', () => sign({ ...presentation, vp: {} }, { typ: 'vp+jwt' })],
    ['claims-mismatch', 'that is a credential', () => sign(credential)],
    ['malformed-jwt', 'that says it is a credential', () => sign(presentation, { typ: 'vc+jwt' })],
  ])('%s: one %s', async (code, _what, make) => {
    expect((await verifyPresentationJwt(await make(), findKey, asked)).code).toBe(code);
  });

  test('is not signed with the claims of another form', async () => {
    await expect(signJose({ payload: { vp: {} }, typ: 'vp+jwt', key })).rejects.toThrow('vp');
  });
});
