import { isObject, type JsonObject } from '../../shape/finding.ts';
import { publicKeyOfJwk } from '../public-key.ts';
import { type ClaimsCode, judgeClaims, untimely } from './claims.ts';
import { DisclosureMismatch, digestOf, disclose } from './disclosures.ts';
import { type FindKey, type JwsCode, openJws } from './jws.ts';

export type SdJwtCode =
  | 'jwt-verified'
  | 'disclosure-mismatch'
  | 'holder-binding-mismatch'
  | 'wrong-domain'
  | 'wrong-challenge'
  | JwsCode
  | ClaimsCode;

/** `sd-jwt-vc`: claims of the type `vct` (SD-JWT VC §3). `vc-jose`: members of a credential (VC JOSE COSE §3.2.1). */
export type SdJwtKind = 'sd-jwt-vc' | 'vc-jose';

export interface SdJwtOutcome {
  readonly verified: boolean;
  readonly code: SdJwtCode;
  /** What was signed and disclosed, without what was kept back; only when everything fits. */
  readonly payload?: JsonObject;
  readonly kind?: SdJwtKind;
  readonly kid?: string;
  /** Whether the holder has signed that it was shown (RFC 9901 §4.3). */
  readonly boundToHolder?: boolean;
}

export interface SdJwtTerms {
  readonly now: Date;
  /** When given, the holder must have signed for this verifier (`aud`) and this question (`nonce`). */
  readonly domain?: string;
  readonly challenge?: string;
}

/** Claims that must be seen by everybody (SD-JWT VC §3.2.2.2). */
const neverHidden = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status'];

/**
 * Verifies an SD-JWT with a credential in it (RFC 9901 §7.1 and §7.3). Nothing that was added to it, taken twice or put in another place
 * gets through: every disclosure must be one that the issuer has signed a digest of.
 */
export async function verifySdJwt(text: string, findKey: FindKey, terms: SdJwtTerms): Promise<SdJwtOutcome> {
  const [jws = '', ...parts] = text.split('~');
  const binding = parts.pop();
  if (binding === undefined) return refused('malformed-jwt');
  const opened = await openJws(jws, { types: ['vc+sd-jwt', 'dc+sd-jwt'], findKey });
  if ('code' in opened) return refused(opened.code, opened.kid);
  const { kid, payload: signed } = opened;
  try {
    const { payload, names } = await disclose(signed, parts);
    const kind = kindOf(opened.typ, signed);
    const fault = kind === undefined ? 'claims-mismatch' : judged(kind, payload, names, terms.now);
    if (fault !== undefined) return refused(fault, kid);
    const bound = await bindingFault(binding, { text, payload: signed, terms });
    if (bound !== undefined) return refused(bound, kid);
    return {
      ...refused('jwt-verified', kid),
      verified: true,
      payload,
      ...(kind && { kind }),
      boundToHolder: binding !== '',
    };
  } catch (error) {
    if (error instanceof DisclosureMismatch) return refused('disclosure-mismatch', kid);
    throw error;
  }
}

/** Older programs give both kinds the same `typ`, so what is inside decides; a payload that is both, or neither, is none. */
function kindOf(typ: string | undefined, signed: JsonObject): SdJwtKind | undefined {
  const [claims, members] = [typeof signed.vct === 'string' && signed.vct !== '', '@context' in signed];
  if (claims === members) return undefined;
  return claims ? 'sd-jwt-vc' : typ === 'vc+sd-jwt' ? 'vc-jose' : undefined;
}

function judged(kind: SdJwtKind, payload: JsonObject, names: readonly string[], now: Date): ClaimsCode | undefined {
  if (kind === 'vc-jose') return judgeClaims('vc-jose', payload, now);
  return names.some((name) => neverHidden.includes(name)) ? 'claims-mismatch' : untimely(payload, now);
}

/** The holder's own signature over what is shown (RFC 9901 §7.3), when there is one or one was asked for. */
async function bindingFault(
  binding: string,
  { text, payload, terms }: { text: string; payload: JsonObject; terms: SdJwtTerms },
): Promise<SdJwtCode | undefined> {
  const asked = terms.domain !== undefined || terms.challenge !== undefined;
  if (binding === '') return asked ? 'holder-binding-mismatch' : undefined;
  const held = isObject(payload.cnf) ? publicKeyOfJwk(payload.cnf.jwk)?.jwk : undefined;
  // The header of a binding names no key: it is the one that the issuer has written in `cnf`.
  const opened = await openJws(binding, { types: ['kb+jwt'], findKey: async () => undefined, ownKey: held });
  if ('code' in opened) return 'holder-binding-mismatch';
  const { sd_hash: shown, aud, nonce } = opened.payload;
  const hash = await digestOf(text.slice(0, text.lastIndexOf('~') + 1), String(payload._sd_alg ?? 'sha-256'));
  if (shown !== hash || typeof aud !== 'string' || typeof nonce !== 'string') return 'holder-binding-mismatch';
  if (terms.domain !== undefined && aud !== terms.domain) return 'wrong-domain';
  return terms.challenge !== undefined && nonce !== terms.challenge ? 'wrong-challenge' : undefined;
}

function refused(code: SdJwtCode, kid?: string): SdJwtOutcome {
  return { verified: false, code, ...(kid !== undefined && { kid }) };
}
