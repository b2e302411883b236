import { base64url, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import {
  type ControllerDocument,
  encodeEd25519Key,
  type JsonObject,
  parseDateTimeStamp,
  publicJwkOf,
  type VerificationMethod,
} from '../../../openbadges/index.ts';
import { readJson } from './read-json.ts';

/** Which algorithm a key signs with: the key decides, never the header (RFC 8725 §3.1). */
const algorithms: Readonly<Record<string, string>> = {
  'OKP Ed25519': 'EdDSA',
  'EC P-256': 'ES256',
  'EC P-384': 'ES384',
  'RSA undefined': 'RS256',
};

/**
 * The key that a list in compact form names (VC JOSE COSE §4.2): a DID URL or an address, or only a name among the keys of the list's issuer.
 * @returns nothing when it names none
 */
export function keyNameOf(jwt: string, issuer: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(jwt);
    if (typeof kid !== 'string' || kid === '') return undefined;
    return kid.includes(':') ? kid : `${issuer}#${kid.replace(/^#/, '')}`;
  } catch {
    return undefined;
  }
}

/** What a list in compact form says; nothing of it is believed yet. */
export function claimedBy(jwt: string): JsonObject | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(jwt)?.[1];
  return payload === undefined || payload.length % 4 === 1 ? undefined : readJson(base64url.decode(payload));
}

/** Whether a key signed it that `controller` lists for statements, and that is in force. */
export async function isSignedBy(jwt: string, keyName: string, controller: ControllerDocument, now: Date) {
  const method = controller.verificationMethod.find(({ id }) => id === keyName);
  if (method === undefined || !controller.assertionMethod.includes(keyName)) return false;
  if (method.controller !== controller.id || method.revoked !== undefined) return false;
  if (method.expires !== undefined && !(now.getTime() <= (parseDateTimeStamp(method.expires) ?? 0))) return false;
  const { kty = '', ...rest } = jwkOf(method);
  const algorithm = algorithms[`${kty} ${rest.crv}`];
  if (algorithm === undefined) return false;
  try {
    await compactVerify(jwt, await importJWK({ ...rest, kty }, algorithm), { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}

function jwkOf({ publicKeyJwk, publicKeyMultibase = '' }: VerificationMethod): Record<string, string> {
  const jwk = publicKeyJwk ?? publicJwkOf(publicKeyMultibase) ?? {};
  const members = Object.entries(jwk).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const { kty, crv, x = '', ...others } = Object.fromEntries(members);
  // By way of the Multikey, because a point with which anybody could sign is refused there (threats.md §2.8).
  if (kty === 'OKP' && crv === 'Ed25519' && /^[\w-]{43}$/.test(x))
    return { ...publicJwkOf(encodeEd25519Key(base64url.decode(x))) };
  return kty === 'OKP' ? {} : { kty, ...(crv !== undefined && { crv, x }), ...others };
}
