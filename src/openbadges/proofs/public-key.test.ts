import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import p256 from '../../../tests/vectors/vc-di-ecdsa/p256KeyPair.json' with { type: 'json' };
import p384 from '../../../tests/vectors/vc-di-ecdsa/p384KeyPair.json' with { type: 'json' };
import ed25519 from '../../../tests/vectors/vc-di-eddsa/keyPair.json' with { type: 'json' };
import { decodeBase58, encodeBase58 } from '../base58.ts';
import type { JsonObject } from '../shape/finding.ts';
import { curves, decompressPoint } from '../weierstrass.ts';
import { didJwkDocument, didKeyDocument } from './did-key.ts';
import type { VerificationMethod } from './proof-key.ts';
import { publicKeyOf, publicKeyOfJwk, publicKeyOfMultibase } from './public-key.ts';

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' }) as JsonObject;
const method = (more: Partial<VerificationMethod>) =>
  publicKeyOf({ id: 'did:web:a.example#key', controller: 'did:web:a.example', type: 'Multikey', ...more });

describe('a compressed point (SEC 1 §2.3.4)', () => {
  test.each(['P-256', 'P-384'] as const)('of %s becomes what node:crypto calls the same point', (curve) => {
    for (let round = 0; round < 4; round++) {
      const { x = '', y = '' } = ec(curve);
      const [first, second] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
      const sign = 2 + ((second.at(-1) ?? 0) & 1);
      const point = decompressPoint(curve, Buffer.concat([Buffer.of(sign), first]));
      expect(Buffer.from(point?.y ?? []).equals(second)).toBe(true);
      const other = decompressPoint(curve, Buffer.concat([Buffer.of(5 - sign), first]));
      expect(Buffer.from(other?.y ?? []).equals(second)).toBe(false);
    }
  });

  test.each([
    ['with another first byte', Buffer.concat([Buffer.of(4), Buffer.alloc(32, 1)])],
    ['too short', Buffer.concat([Buffer.of(2), Buffer.alloc(31, 1)])],
    ['beyond the prime', Buffer.concat([Buffer.of(2), Buffer.from(curves['P-256'].prime.toString(16), 'hex')])],
    ['that is on no curve', Buffer.concat([Buffer.of(2), Buffer.alloc(32, 1)])],
  ])('%s is none', (_what, bytes) => {
    expect(decompressPoint('P-256', bytes)).toBeUndefined();
  });
});

describe('the key of a verification method', () => {
  const multibases = [ed25519, p256, p384].map(({ publicKeyMultibase }) => publicKeyMultibase);

  test.each(multibases)('%s is the same as Multikey and as JSON Web Key', (publicKeyMultibase) => {
    const key = method({ publicKeyMultibase });
    expect(key?.publicKeyMultibase).toBe(publicKeyMultibase);
    expect(publicKeyOfJwk(key?.jwk)).toEqual(key);
    for (const type of ['JsonWebKey', 'JsonWebKey2020']) {
      const { publicKeyMultibase: _, ...form } = { type, publicKeyMultibase, publicKeyJwk: { ...key?.jwk, alg: 'x' } };
      expect(method(form)).toEqual(key);
    }
  });

  test('may have the older type, when it is Ed25519', () => {
    const type = 'Ed25519VerificationKey2020';
    expect(method({ type, publicKeyMultibase: ed25519.publicKeyMultibase })?.kind).toBe('Ed25519');
    expect(method({ type, publicKeyMultibase: p256.publicKeyMultibase })).toBeUndefined();
  });

  test.each<[string, Partial<VerificationMethod>]>([
    ['of an unknown type', { type: 'X', publicKeyMultibase: p256.publicKeyMultibase }],
    ['with the form of another type', { type: 'JsonWebKey', publicKeyMultibase: p256.publicKeyMultibase }],
    ['with two forms', { publicKeyMultibase: p256.publicKeyMultibase, publicKeyJwk: ec('P-256') as JsonObject }],
    ['without any', {}],
  ])('%s is none', (_what, form) => {
    expect(method(form)).toBeUndefined();
  });
});

describe('a key that cannot be relied on', () => {
  const good = ec('P-256') as JsonObject;
  test.each<[string, unknown]>([
    ['that brings its secret along', { ...good, d: 'AAAA' }],
    ['that is no point', { ...good, y: good.x }],
    ['of a curve that nobody asked for', ec('secp256k1')],
    [
      'of Ed25519 with which anybody could sign',
      { kty: 'OKP', crv: 'Ed25519', x: Buffer.alloc(32).toString('base64url') },
    ],
    ['of Ed25519 for agreeing on keys', { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32, 9).toString('base64url') }],
    ['of RSA with 1024 bits', rsa(1024)],
    ['of RSA with the exponent 1', { ...rsa(2048), e: 'AQ' }],
    ['of RSA with an even exponent', { ...rsa(2048), e: 'AQAA' }],
    ['that is symmetric', { kty: 'oct', k: 'AAAA' }],
    ['that is no object', 'key'],
  ])('%s is refused as JSON Web Key', (_what, jwk) => {
    expect(publicKeyOfJwk(jwk)).toBeUndefined();
  });

  test.each([
    [
      'under the header of another kind',
      Uint8Array.from([0x81, 0x24, ...decodeBase58(p256.publicKeyMultibase.slice(1)).subarray(2)]),
    ],
    ['that is cut', decodeBase58(p384.publicKeyMultibase.slice(1)).subarray(0, 40)],
    ['with the header of a secret', Uint8Array.from([0x86, 0x26, ...Buffer.alloc(32, 1)])],
  ])('%s is refused as Multikey', (_what, bytes) => {
    expect(publicKeyOfMultibase(`z${encodeBase58(bytes)}`)).toBeUndefined();
  });

  test('of RSA with 2048 bits is enough', () => {
    expect(publicKeyOfJwk(rsa(2048))?.kind).toBe('RSA');
  });
});

describe('identifiers that are a key', () => {
  test('did:key: the key makes statements and logs in', () => {
    const did = `did:key:${p256.publicKeyMultibase}`;
    const id = `${did}#${p256.publicKeyMultibase}`;
    expect(didKeyDocument(did)).toMatchObject({ id: did, assertionMethod: [id], authentication: [id] });
  });

  const didOf = (jwk: object) => `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;

  test('did:jwk: the key is called 0', () => {
    const did = didOf(ec('P-256'));
    const document = didJwkDocument(did);
    expect(document).toMatchObject({ id: did, assertionMethod: [`${did}#0`], authentication: [`${did}#0`] });
    const [listed] = document?.verificationMethod ?? [];
    expect(listed && publicKeyOf(listed)?.kind).toBe('P-256');
  });

  test.each([
    ['for encryption', { ...ec('P-256'), use: 'enc' }, { assertionMethod: [] }],
    ['with its secret', { ...ec('P-256'), d: 'AA' }, undefined],
    ['of an unknown kind', { kty: 'oct', k: 'AA' }, undefined],
  ])('did:jwk %s signs nothing', (_what, jwk, expected) => {
    const document = didJwkDocument(didOf(jwk));
    if (expected === undefined) expect(document).toBeUndefined();
    else expect(document).toMatchObject(expected);
  });

  test.each(['did:jwk:', 'did:jwk:abc', 'did:jwk:AAAAA', 'did:key:z6Mk#x', 'did:web:x'])('%s is none', (did) => {
    expect(didJwkDocument(did)).toBeUndefined();
  });
});
