import { parseDateTimeStamp } from '../../moment.ts';
import { isObject, type JsonObject } from '../../shape/finding.ts';
import { idOf } from './jws.ts';

/** What is wrong with the claims of a JWT whose signature fits. */
export type ClaimsCode = 'claims-missing' | 'claims-mismatch' | 'jwt-expired' | 'jwt-not-yet-valid';

/**
 * Three ways to write a credential as JWT. `badge`: its members and the claims side by side, all of them (Open Badges 3.0 §8.2.4).
 * `vc-jose`: its members, and claims only where somebody wants them (VC JOSE COSE §3.1.1). `vcdm-1`: under the claim `vc`, and what the
 * other claims say is left out there or says the same (VC Data Model 1.1 §6.3.1).
 */
export type JwtKind = 'badge' | 'vc-jose' | 'vcdm-1';

/** How far the clock of a signer may run ahead (threats.md §2.7), in seconds. */
const clockSkew = 5 * 60;

type Claims = Partial<Record<'iss' | 'jti' | 'sub' | 'nbf' | 'exp', string | number>>;

/**
 * The claims that a badge asks for, in seconds where they are moments (RFC 7519 §2).
 * @returns nothing for a document without id, issuer or beginning
 */
export function badgeClaims(document: JsonObject): Claims | undefined {
  const { iss, jti, nbf, ...others } = saidByDocument(document);
  return iss === undefined || jti === undefined || nbf === undefined ? undefined : { iss, jti, nbf, ...others };
}

/** @returns the first thing that is wrong; nothing when the claims agree with the credential and with the moment */
export function judgeClaims(kind: JwtKind, payload: JsonObject, now: Date): ClaimsCode | undefined {
  return (
    (kind === 'badge' ? badgeFault(payload) : kind === 'vc-jose' ? joseFault(payload) : embeddedFault(payload)) ??
    untimely(payload, now)
  );
}

/**
 * The credential of a JWT of version 1.1 (VC Data Model 1.1 §6.3.1.2): what is in `vc`, completed by the claims.
 * @returns nothing when `vc` is no object
 */
export function embeddedCredential({ vc, iss, jti, sub, nbf, exp }: JsonObject): JsonObject | undefined {
  if (!isObject(vc)) return undefined;
  const subject = vc.credentialSubject;
  const [from, until] = [stampOf(nbf), stampOf(exp)];
  return {
    ...vc,
    ...(vc.id === undefined && jti !== undefined && { id: jti }),
    ...(vc.issuer === undefined && iss !== undefined && { issuer: iss }),
    ...(vc.issuanceDate === undefined && vc.validFrom === undefined && from !== undefined && { issuanceDate: from }),
    ...(vc.expirationDate === undefined &&
      vc.validUntil === undefined &&
      until !== undefined && { expirationDate: until }),
    ...(isObject(subject) &&
      subject.id === undefined &&
      sub !== undefined && { credentialSubject: { ...subject, id: sub } }),
  };
}

/**
 * Whether a moment has come and has not passed (RFC 7519 §4.1.4 and §4.1.5).
 * @returns `claims-mismatch` for moments that are no numbers
 */
export function untimely({ nbf, exp }: JsonObject, now: Date): ClaimsCode | undefined {
  if ([nbf, exp].some((each) => each !== undefined && typeof each !== 'number')) return 'claims-mismatch';
  const seconds = now.getTime() / 1_000;
  if (typeof nbf === 'number' && nbf > seconds + clockSkew) return 'jwt-not-yet-valid';
  return typeof exp === 'number' && seconds > exp ? 'jwt-expired' : undefined;
}

function badgeFault(payload: JsonObject): ClaimsCode | undefined {
  const expected = badgeClaims(payload);
  if (expected === undefined || Object.keys(expected).some((name) => payload[name] === undefined))
    return 'claims-missing';
  // An end, or a holder, that the credential itself does not have is a contradiction too.
  return differ(payload, { exp: undefined, sub: undefined, ...expected }) ? 'claims-mismatch' : undefined;
}

/** `vc` and `vp` belong to the older way; who reads them would read another credential (VC JOSE COSE §3.1.1). */
function joseFault(payload: JsonObject): ClaimsCode | undefined {
  if ('vc' in payload || 'vp' in payload) return 'claims-mismatch';
  const { iss, jti, sub } = saidByDocument(payload);
  return differ(payload, present(payload, { iss, jti, sub })) ? 'claims-mismatch' : undefined;
}

function embeddedFault(payload: JsonObject): ClaimsCode | undefined {
  const { vc } = payload;
  if (!isObject(vc)) return 'claims-mismatch';
  // Members of a credential beside `vc` would be read by programs that know the newer way only.
  if (['@context', 'credentialSubject', 'issuer', 'vp'].some((name) => name in payload)) return 'claims-mismatch';
  if (payload.iss === undefined || payload.nbf === undefined) return 'claims-missing';
  const said = Object.fromEntries(Object.entries(saidByDocument(vc)).filter(([, value]) => value !== undefined));
  return differ(payload, present(payload, said)) ? 'claims-mismatch' : undefined;
}

/** What the members of a credential would say as claims. */
function saidByDocument(document: JsonObject): Claims {
  const { id, issuer, credentialSubject, validFrom, issuanceDate, validUntil, expirationDate } = document;
  const [from, until] = [
    parseDateTimeStamp(validFrom ?? issuanceDate),
    parseDateTimeStamp(validUntil ?? expirationDate),
  ];
  const [iss, jti, sub] = [
    idOf(issuer),
    idOf(id),
    isObject(credentialSubject) ? idOf(credentialSubject.id) : undefined,
  ];
  return {
    ...(iss !== undefined && { iss }),
    ...(jti !== undefined && { jti }),
    ...(sub !== undefined && { sub }),
    ...(from !== undefined && { nbf: Math.floor(from / 1_000) }),
    ...(until !== undefined && { exp: Math.floor(until / 1_000) }),
  };
}

/** Of the expectations only those about claims that are there. */
function present(payload: JsonObject, expected: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(expected).filter(([name]) => payload[name] !== undefined));
}

function differ(payload: JsonObject, expected: JsonObject): boolean {
  return Object.entries(expected).some(([name, value]) => payload[name] !== value);
}

function stampOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || Math.abs(seconds) > 8e12) return undefined;
  return `${new Date(Math.floor(seconds) * 1_000).toISOString().slice(0, 19)}Z`;
}
