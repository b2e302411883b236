import { CompactSign, type CryptoKey, type JWK, type KeyObject } from 'jose';
import { idOf, type JoseAlgorithm } from './jws.ts';

/** What is signed: a credential, or a presentation. */
export type JoseType = 'vc+jwt' | 'vp+jwt';

/** A key to sign with. `id` is what verifiers look up: the verification method. */
export interface JoseKey {
  readonly id: string;
  readonly algorithm: JoseAlgorithm;
  readonly privateKey: CryptoKey | KeyObject | JWK;
}

/**
 * Signs a credential or a presentation as JWT (VC JOSE COSE §3.1.1 and §3.1.2): its members, and the claims `iss` and `jti` that say the same
 * as `issuer` (of a presentation `holder`) and `id`.
 * @param payload may bring further claims (`iat`, `exp`, `aud`, `nonce`)
 * @returns the compact serialisation
 * @throws for a payload with `vc` or `vp`, which this form must not have
 */
export async function signJose({
  payload,
  typ,
  key,
}: {
  readonly payload: object;
  readonly typ: JoseType;
  readonly key: JoseKey;
}): Promise<string> {
  const claims: Record<string, unknown> = { ...payload };
  if ('vc' in claims || 'vp' in claims) throw new Error('vc and vp are claims of another form');
  const [iss, jti] = [idOf(typ === 'vc+jwt' ? claims.issuer : claims.holder), idOf(claims.id)];
  const complete = { ...(iss !== undefined && { iss }), ...(jti !== undefined && { jti }), ...claims };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(complete)))
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ, cty: typ === 'vc+jwt' ? 'vc' : 'vp' })
    .sign(key.privateKey);
}
