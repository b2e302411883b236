import { base64url } from 'jose';
import { type ControllerDocument, isObject, parseStrictJson } from '../../openbadges/index.ts';
import { readKeySet } from './key-set.ts';

/** Only the key itself is in it, and no key needs more. */
const limits = { bytes: 8 * 1024, depth: 4, nodes: 50, arrayItems: 20, stringLength: 4_096 };

/**
 * The controller document of a `did:jwk` (did:jwk Method Specification), which is the key itself, as base64url of its JWK.
 * @returns nothing for other identifiers, and for a key that brings its secret along
 */
export function didJwkDocument(did: string): ControllerDocument | undefined {
  const text = /^did:jwk:([\w-]{1,8192})$/.exec(did)?.[1];
  if (text === undefined) return undefined;
  try {
    const jwk = parseStrictJson(base64url.decode(text), limits);
    // A key for encryption has no assertionMethod.
    if (!isObject(jwk) || (jwk.use !== undefined && jwk.use !== 'sig')) return undefined;
    const { use: _, ...rest } = jwk;
    const [method] = readKeySet({ keys: [{ ...rest, kid: '0' }] }, did);
    if (method === undefined) return undefined;
    return { id: did, verificationMethod: [method], assertionMethod: [method.id], authentication: [method.id] };
  } catch {
    return undefined;
  }
}
