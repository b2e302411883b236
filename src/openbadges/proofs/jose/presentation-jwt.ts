import { isObject, type JsonObject } from '../../shape/finding.ts';
import { type ClaimsCode, untimely } from './claims.ts';
import { type FindKey, idOf, type JwsCode, openJws } from './jws.ts';

export type PresentationJwtCode = 'jwt-verified' | 'wrong-domain' | 'wrong-challenge' | JwsCode | ClaimsCode;

export interface PresentationJwtOutcome {
  readonly verified: boolean;
  readonly code: PresentationJwtCode;
  /** What was presented; only when its signature fits. What is in it is not verified. */
  readonly presentation?: JsonObject;
  readonly kid?: string;
}

/** The moment, and what the verifier asked for (VC Data Model 1.1 §6.3.1: `aud` is the domain, `nonce` the challenge). */
export interface PresentationTerms {
  readonly now: Date;
  readonly domain?: string;
  readonly challenge?: string;
}

/**
 * Verifies a presentation as JWT: `vp+jwt` (VC JOSE COSE §3.1.2), and the older one with a claim `vp` (VC Data Model 1.1 §6.3.1).
 * @param findKey must look among the keys that the holder logs in with
 */
export async function verifyPresentationJwt(
  jwt: string,
  findKey: FindKey,
  terms: PresentationTerms,
): Promise<PresentationJwtOutcome> {
  const opened = await openJws(jwt, { types: [undefined, 'JWT', 'vp+jwt'], findKey });
  if ('code' in opened) return outcome({ code: opened.code }, opened.kid);
  const { typ, kid, payload } = opened;
  const presentation = presentationIn(typ, payload);
  if (presentation === undefined) return outcome({ code: 'claims-mismatch' }, kid);
  const code = claimsFault(payload, presentation, terms) ?? untimely(payload, terms.now) ?? 'jwt-verified';
  return outcome({ code, presentation }, kid);
}

function presentationIn(typ: string | undefined, payload: JsonObject): JsonObject | undefined {
  if (typ === 'vp+jwt') return 'vc' in payload || 'vp' in payload ? undefined : payload;
  const { vp, iss } = payload;
  if (!isObject(vp) || 'vc' in payload || 'verifiableCredential' in payload) return undefined;
  return vp.holder === undefined && iss !== undefined ? { ...vp, holder: iss } : vp;
}

function claimsFault(payload: JsonObject, presentation: JsonObject, { domain, challenge }: PresentationTerms) {
  const holder = idOf(presentation.holder);
  if (payload.iss !== undefined && holder !== undefined && payload.iss !== holder) return 'claims-mismatch';
  if (payload.jti !== undefined && presentation.id !== undefined && payload.jti !== presentation.id)
    return 'claims-mismatch';
  if (domain !== undefined && ![payload.aud].flat().includes(domain)) return 'wrong-domain';
  return challenge !== undefined && payload.nonce !== challenge ? 'wrong-challenge' : undefined;
}

function outcome(found: Omit<PresentationJwtOutcome, 'verified' | 'kid'>, kid: string | undefined) {
  return { verified: found.code === 'jwt-verified', ...found, ...(kid !== undefined && { kid }) };
}
