import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { SignatureAlgorithm } from '../key-algorithms.ts';
import type { JsonObject } from '../shape/finding.ts';
import type { StrictJsonLimits } from '../strict-json.ts';
import { badgeClaims, type ClaimsCode, embeddedCredential, type JwtKind, judgeClaims } from './jose/claims.ts';
import { type FindKey, type JwsCode, type ListsKey, openJws } from './jose/jws.ts';

/** What came of a VC-JWT. The list is closed. */
export type JwtCode = 'jwt-verified' | JwsCode | ClaimsCode;

export interface JwtOutcome {
  readonly verified: boolean;
  readonly code: JwtCode;
  /** The credential that was signed; only when its signature fits. */
  readonly credential?: JsonObject;
  readonly kid?: string;
  /** How it was written: the form of Open Badges 3.0, that of VC JOSE COSE, or that of version 1.1 of the data model. */
  readonly kind?: JwtKind;
}

/** What a verifier knows, and whom it can ask. */
export interface JwtTerms {
  /** The moment of verifying. */
  readonly now: Date;
  /** For JWTs that name their key by bringing it along; without it these are refused. */
  readonly listsKey?: ListsKey;
  /** How much of the payload is read; as much as of a badge unless said. */
  readonly limits?: StrictJsonLimits;
}

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
  const claims = badgeClaims(payload);
  if (claims?.sub === undefined) throw new Error('a VC-JWT needs id, issuer, validFrom and the id of its subject');
  return new CompactSign(new TextEncoder().encode(JSON.stringify({ ...payload, ...claims })))
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'JWT' })
    .sign(key.privateKey);
}

/**
 * Verifies a VC-JWT: an allow-list of algorithms, the key from the issuer's list and never from the header, the signature, and that each
 * claim says what the credential says (Open Badges 3.0 §8.2.4 and §8.3; VC JOSE COSE §3.1.1 for `vc+jwt`; VC Data Model 1.1 §6.3.1 for a
 * claim `vc`). Whether it was withdrawn is another question.
 * @param findKey see {@link keysOfControllers}
 */
export async function verifyCredentialJwt(
  jwt: string,
  findKey: FindKey,
  { now, listsKey, limits }: JwtTerms,
): Promise<JwtOutcome> {
  const opened = await openJws(jwt, { types: [undefined, 'JWT', 'vc+jwt'], findKey, listsKey, limits });
  if ('code' in opened) return outcome({ code: opened.code }, opened.kid);
  const { typ, kid, payload, fault } = opened;
  const kind = typ === 'vc+jwt' ? 'vc-jose' : 'vc' in payload ? 'vcdm-1' : 'badge';
  const credential = kind === 'vcdm-1' ? embeddedCredential(payload) : payload;
  if (credential === undefined) return outcome({ code: 'claims-mismatch', kind }, kid);
  return outcome({ code: fault ?? judgeClaims(kind, payload, now) ?? 'jwt-verified', credential, kind }, kid);
}

function outcome(found: Omit<JwtOutcome, 'verified' | 'kid'>, kid: string | undefined): JwtOutcome {
  return { verified: found.code === 'jwt-verified', ...found, ...(kid !== undefined && { kid }) };
}
