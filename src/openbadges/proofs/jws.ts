import { base64url, type JWK } from 'jose';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { parseStrictJson, StrictJsonError, type StrictJsonLimits } from '../strict-json.ts';
import type { VerificationMethod } from './proof-key.ts';
import { publicKeyOfJwk, publicKeyOfMultibase } from './public-key.ts';

/** A JWS in compact form (RFC 7515 §7.1), read and not yet believed. */
export interface ReadJws {
  readonly header: JsonObject;
  readonly payload: JsonObject;
}

/** What came of a signature. The list is closed. */
export type JwsCode = 'verified' | 'unsupported-algorithm' | 'wrong-key-type' | 'unsound-key' | 'signature-mismatch';

/** Key type by algorithm: an attacker must not choose the one to make the other of (RFC 8725 §3.1). */
const keyTypes: ReadonlyMap<unknown, { kty: string; crv?: string }> = new Map([
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519' }],
  ['Ed25519', { kty: 'OKP', crv: 'Ed25519' }],
  ['ES256', { kty: 'EC', crv: 'P-256' }],
  ['ES384', { kty: 'EC', crv: 'P-384' }],
  ['RS256', { kty: 'RSA' }],
]);

/** Whether an algorithm is one that is checked here; `none` is not. */
export function isSupported(alg: unknown): boolean {
  return keyTypes.has(alg);
}

/**
 * Reads header and payload of a compact JWS, strictly.
 * @returns nothing for what is none, and for one whose header asks for rules that are unknown here (`crit`, `b64`; RFC 7515 §4.1.11)
 */
export function readJws(token: string, limits: StrictJsonLimits): ReadJws | undefined {
  if (token.length > 2 * limits.bytes) return undefined;
  const parts = /^([\w-]+)\.([\w-]+)\.[\w-]*$/.exec(token);
  const [header, payload] = [objectIn(parts?.[1], limits), objectIn(parts?.[2], limits)];
  if (header === undefined || payload === undefined || 'crit' in header || 'b64' in header) return undefined;
  return { header, payload };
}

/**
 * Checks the signature of a compact JWS with one key; whose key it is, is another question.
 * @param jwk a public key; with its secret in it, it is nobody's key any more
 */
export async function verifyJws(token: string, { alg }: JsonObject, jwk: Readonly<JsonObject>): Promise<JwsCode> {
  const expected = keyTypes.get(alg);
  if (typeof alg !== 'string' || expected === undefined) return 'unsupported-algorithm';
  if (jwk.kty !== expected.kty || (expected.crv !== undefined && jwk.crv !== expected.crv)) return 'wrong-key-type';
  if (publicKeyOfJwk(jwk) === undefined) return 'unsound-key';
  const { alg: _alg, use: _use, key_ops: _operations, ...key } = jwk;
  // Loaded when a JWT comes: most badges that a browser is shown are none.
  const { payloadOf } = await import('./jose/payload-of.ts');
  return (await payloadOf(token, alg, key as JWK)) === undefined ? 'signature-mismatch' : 'verified';
}

/** The key of a verification method as JWK, whichever of its two forms it has (Controlled Identifiers 1.0 §2.2.2 and §2.2.3). */
export function jwkOf({ publicKeyJwk, publicKeyMultibase }: VerificationMethod): Readonly<JsonObject> | undefined {
  if (publicKeyJwk !== undefined) return publicKeyJwk;
  const jwk = publicKeyMultibase === undefined ? undefined : publicKeyOfMultibase(publicKeyMultibase)?.jwk;
  return jwk && { ...jwk };
}

/** Whether two JWKs are the same key: the members that make a key, and no others (RFC 7638 §3.2). */
export function isSameKey(one: Readonly<JsonObject>, other: Readonly<JsonObject>): boolean {
  return ['kty', 'crv', 'x', 'y', 'n', 'e'].every((name) => one[name] === other[name]);
}

function objectIn(encoded: string | undefined, limits: StrictJsonLimits): JsonObject | undefined {
  try {
    const value = encoded === undefined ? undefined : parseStrictJson(base64url.decode(encoded), limits);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A public key in PEM as JWK (Open Badges 2.0 §CryptographicKey `publicKeyPem`); nothing for what is no RSA key. */
export async function jwkOfPem(pem: string): Promise<Readonly<JsonObject> | undefined> {
  const { readPem } = await import('./jose/read-pem.ts');
  return readPem(pem);
}
