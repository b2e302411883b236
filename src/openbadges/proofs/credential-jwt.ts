import type { KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, importJWK } from 'jose';
import type { PublicJwk, SignatureAlgorithm } from '../key-algorithms.ts';
import { parseDateTimeStamp } from '../moment.ts';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { parseStrictJson, StrictJsonError } from '../strict-json.ts';

/** What came of a VC-JWT. The list is closed. */
export type JwtCode =
  | 'jwt-verified'
  | 'malformed-jwt'
  | 'unsupported-algorithm'
  | 'unknown-key'
  | 'signature-mismatch'
  | 'claims-missing'
  | 'claims-mismatch'
  | 'jwt-expired'
  | 'jwt-not-yet-valid';

export interface JwtOutcome {
  readonly verified: boolean;
  readonly code: JwtCode;
  /** The credential that was signed; only when its signature fits. */
  readonly credential?: JsonObject;
  readonly kid?: string;
}

/** Finds the key that a `kid` names, in the issuer's own list of keys; nothing for a key that is not on it. */
export type FindKey = (kid: string) => Promise<PublicJwk | undefined>;

/** Key type by algorithm: an attacker must not choose the one to make the other of (RFC 8725 §3.1). */
const keyTypes: Readonly<Record<SignatureAlgorithm, PublicJwk['kty']>> = { EdDSA: 'OKP', ES256: 'EC', RS256: 'RSA' };

/** How far the clock of a signer may run ahead (threats.md §2.7). */
const clockSkew = 5 * 60;

const limits = { bytes: 256 * 1024, depth: 32, nodes: 5_000, arrayItems: 500, stringLength: 65_536 };

/**
 * Signs a credential as VC-JWT (Open Badges 3.0 §8.2.4): the members of the credential and, beside them, the registered claims that say the
 * same. The header holds `alg`, `kid` and `typ` and nothing else (§8.2.4.1).
 * @param document with `id`, `issuer`, `validFrom` and a subject with an `id`: `sub` is required, so there is no such badge without
 * @returns the compact serialisation
 */
export async function signCredentialJwt(
  document: object,
  key: { readonly id: string; readonly algorithm: SignatureAlgorithm; readonly privateKey: KeyObject },
): Promise<string> {
  const payload = { ...document };
  const claims = claimsOf(payload);
  if (claims === undefined) throw new Error('a VC-JWT needs id, issuer, validFrom and the id of its subject');
  return new CompactSign(Buffer.from(JSON.stringify({ ...payload, ...claims })))
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'JWT' })
    .sign(key.privateKey);
}

/**
 * Verifies a VC-JWT: an allow-list of algorithms, the key from the issuer's list and never from the header, the signature, and that each
 * claim says what the credential says (Open Badges 3.0 §8.2.4, §8.3). Whether it was withdrawn is another question.
 * @param now the moment of verifying
 */
export async function verifyCredentialJwt(
  jwt: string,
  findKey: FindKey,
  { now }: { readonly now: Date },
): Promise<JwtOutcome> {
  const header = headerOf(jwt);
  if (header === undefined) return refused('malformed-jwt');
  const { alg, kid } = header;
  if (!isSupported(alg)) return refused('unsupported-algorithm', kid);
  const jwk = await findKey(kid);
  if (jwk === undefined || jwk.kty !== keyTypes[alg]) return refused('unknown-key', kid);
  const payload = await signedPayload(jwt, alg, jwk);
  if (payload === undefined) return refused('signature-mismatch', kid);
  const credential = objectIn(payload);
  if (credential === undefined) return refused('malformed-jwt', kid);
  const code = judgeClaims(credential, now);
  return { verified: code === 'jwt-verified', code, credential, kid };
}

/** Only the members that §8.2.4.1 knows: what else a header says (`jku`, `x5u`, `crit`) leads to other keys and other rules. */
function headerOf(jwt: string): { alg: string; kid: string } | undefined {
  const encoded = /^([\w-]+)\.[\w-]+\.[\w-]+$/.exec(jwt)?.[1];
  const header = encoded === undefined ? undefined : objectIn(Buffer.from(encoded, 'base64url'));
  if (header === undefined) return undefined;
  const { alg, kid, typ, cty, ...others } = header;
  const types = typ === undefined || typ === 'JWT' || typ === 'vc+jwt';
  if (!types || (cty !== undefined && cty !== 'vc') || Object.keys(others).length > 0) return undefined;
  return typeof alg === 'string' && typeof kid === 'string' ? { alg, kid } : undefined;
}

function isSupported(alg: string): alg is SignatureAlgorithm {
  return Object.hasOwn(keyTypes, alg);
}

async function signedPayload(jwt: string, alg: SignatureAlgorithm, jwk: PublicJwk): Promise<Uint8Array | undefined> {
  try {
    const { payload } = await compactVerify(jwt, await importJWK({ ...jwk }, alg), { algorithms: [alg] });
    return payload;
  } catch {
    return undefined;
  }
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value = parseStrictJson(bytes, limits);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

/** The registered claims that a credential asks for, in seconds where they are moments (RFC 7519 §2). */
function claimsOf({ id, issuer, validFrom, validUntil, credentialSubject }: JsonObject) {
  const iss = isObject(issuer) ? issuer.id : issuer;
  const sub = isObject(credentialSubject) ? credentialSubject.id : undefined;
  const [from, until] = [parseDateTimeStamp(validFrom), parseDateTimeStamp(validUntil)];
  if (typeof iss !== 'string' || typeof id !== 'string' || typeof sub !== 'string' || from === undefined)
    return undefined;
  return {
    iss,
    jti: id,
    sub,
    nbf: Math.floor(from / 1_000),
    ...(until !== undefined && { exp: Math.floor(until / 1_000) }),
  };
}

function judgeClaims(credential: JsonObject, now: Date): JwtCode {
  const expected = claimsOf(credential);
  const names = ['iss', 'jti', 'sub', 'nbf', ...(expected?.exp === undefined ? [] : ['exp'])];
  if (expected === undefined || names.some((name) => credential[name] === undefined)) return 'claims-missing';
  if (Object.entries(expected).some(([name, value]) => credential[name] !== value)) return 'claims-mismatch';
  // An end that the credential itself does not have is a contradiction too.
  if (expected.exp === undefined && credential.exp !== undefined) return 'claims-mismatch';
  const seconds = now.getTime() / 1_000;
  if (expected.nbf > seconds + clockSkew) return 'jwt-not-yet-valid';
  return expected.exp !== undefined && seconds > expected.exp ? 'jwt-expired' : 'jwt-verified';
}

function refused(code: JwtCode, kid?: string): JwtOutcome {
  return { verified: false, code, ...(kid !== undefined && { kid }) };
}
