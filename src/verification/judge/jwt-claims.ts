import { isObject, type JsonObject, validityOf } from '../../openbadges/index.ts';
import { issuerOf } from './issuer-of.ts';

/** Members of a payload that belong to the JWT and not to the credential in it (RFC 7519 §4.1). */
const registered = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'nonce', 'cnf'];

/**
 * The credential in the payload of a VC-JWT: its members themselves (VC-JOSE-COSE §3.1.1), or in the claim `vc`, where version 1.1 of the data
 * model lets the registered claims stand in for members (VC Data Model 1.1 §6.3.1).
 */
export function credentialInJwt(payload: JsonObject): JsonObject {
  const { vc } = payload;
  if (!isObject(vc)) return Object.fromEntries(Object.entries(payload).filter(([name]) => !registered.includes(name)));
  const { iss, sub, jti, nbf, exp } = payload;
  const [from, until] = [momentOf(nbf), momentOf(exp)];
  const subject = vc.credentialSubject;
  return {
    ...(jti !== undefined && { id: jti }),
    ...(iss !== undefined && { issuer: iss }),
    ...(from !== undefined && vc.validFrom === undefined && { issuanceDate: from }),
    ...(until !== undefined && vc.validUntil === undefined && { expirationDate: until }),
    ...vc,
    ...(isObject(subject) && { credentialSubject: { ...(sub !== undefined && { id: sub }), ...subject } }),
  };
}

export interface ClaimsFault {
  readonly code: 'claims-mismatch' | 'claims-missing';
  readonly detail: string;
}

/**
 * Compares the claims with what the credential says (openbadges-3.md §3 step 2): a program that reads the one must not be told another thing
 * than a program that reads the other.
 * @returns the contradiction, or else what is missing of the claims that Open Badges asks for; nothing when all is well
 */
export function faultOfClaims(
  header: JsonObject,
  payload: JsonObject,
  credential: JsonObject,
): ClaimsFault | undefined {
  // Two credentials in one: which of them a program reads depends on the version that it knows.
  if (isObject(payload.vc) && ['credentialSubject', 'issuer', '@context'].some((name) => payload[name] !== undefined))
    return { code: 'claims-mismatch', detail: 'a credential under vc and another one beside it' };
  const { credentialSubject: subject } = credential;
  const [from, until] = validityOf(credential);
  const said: Record<string, unknown> = {
    iss: issuerOf(credential) || undefined,
    sub: isObject(subject) ? subject.id : undefined,
    jti: credential.id,
    nbf: from === undefined ? undefined : Math.floor(from / 1_000),
    exp: until === undefined ? undefined : Math.floor(until / 1_000),
  };
  const other = Object.entries(said).find(
    ([name, value]) => payload[name] !== undefined && whole(payload[name]) !== value,
  );
  if (other !== undefined)
    return { code: 'claims-mismatch', detail: `the claim ${other[0]} says another thing than the credential` };
  // The media type of VC-JOSE-COSE leaves the registered claims out; the JWT of Open Badges has them (Open Badges 3.0 §8.2.4.1).
  if (header.typ === 'vc+jwt' || header.typ === 'vc+sd-jwt') return undefined;
  const missing = ['iss', 'jti', 'nbf', 'sub'].filter((name) => payload[name] === undefined);
  return missing.length === 0 ? undefined : { code: 'claims-missing', detail: `without ${missing.join(', ')}` };
}

function whole(value: unknown): unknown {
  return typeof value === 'number' ? Math.floor(value) : value;
}

/** RFC 7519 §2 NumericDate as the data model writes a moment. */
function momentOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || Math.abs(seconds) > 8e12) return undefined;
  return new Date(Math.floor(seconds) * 1_000).toISOString().replace('.000Z', 'Z');
}
