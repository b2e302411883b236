import { isObject, type JsonObject, type VerificationMethod } from '../../openbadges/index.ts';

/** Members of a JWK that are public, of all kinds of key (RFC 7518 §6, RFC 8037 §2). */
const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e', 'alg'];

/** Members that are secret, or are the key of whoever checks as much as of whoever signs. */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Whether a document is a JSON Web Key Set (RFC 7517 §5), or one JSON Web Key. */
export function isKeySet(document: JsonObject): boolean {
  return Array.isArray(document.keys) || typeof document.kty === 'string';
}

/**
 * The keys of a JSON Web Key Set, or one key, as keys of a controller. A `kid` that is an absolute address, or a DID URL, stays what it is;
 * another is a fragment of the controller's id.
 * @returns without keys for encryption, and without those that bring their secret along: anybody could sign with them
 */
export function readKeySet(document: JsonObject, controller: string): VerificationMethod[] {
  const keys = Array.isArray(document.keys) ? document.keys : [document];
  return keys.flatMap((key) => {
    const publicKeyJwk = publicJwk(key);
    if (publicKeyJwk === undefined) return [];
    return [{ id: keyId(key.kid, controller), type: 'JsonWebKey', controller, publicKeyJwk }];
  });
}

/**
 * The public members of a JWK.
 * @returns nothing for one that is no public key for signatures
 */
export function publicJwk(key: unknown): JsonObject | undefined {
  if (!isObject(key) || typeof key.kty !== 'string' || secretMembers.some((name) => name in key)) return undefined;
  if (key.use !== undefined && key.use !== 'sig') return undefined;
  if (Array.isArray(key.key_ops) && !key.key_ops.includes('verify')) return undefined;
  return Object.fromEntries(
    publicMembers.flatMap((name) => (typeof key[name] === 'string' ? [[name, key[name]]] : [])),
  );
}

function keyId(kid: unknown, controller: string): string {
  if (typeof kid !== 'string' || kid === '') return controller;
  return /^(https:\/\/|did:)/.test(kid) ? kid : `${controller}#${kid.replace(/^#/, '')}`;
}
