import { type ControllerDocument, isObject, type JsonObject, type VerificationMethod } from '../../openbadges/index.ts';
import { publicJwk } from './key-set.ts';

/**
 * Reads a controller document or DID document (Controlled Identifiers 1.0 §2.1) as far as checking signatures needs it. Names of keys that
 * are only a fragment are completed; keys that stand in `assertionMethod` itself are taken out of it.
 * @param id what was asked for
 * @returns nothing when the document is another's, or lists two different keys under one name
 */
export function readKeyList(id: string, document: JsonObject): ControllerDocument | undefined {
  if (document.id !== id) return undefined;
  const written = [document.verificationMethod, document.assertionMethod, document.authentication].flatMap(asList);
  const methods = written.flatMap((value) => readMethod(value, id) ?? []);
  const verificationMethod = methods.filter(
    (method, at) => methods.findIndex((other) => other.id === method.id) === at,
  );
  if (methods.some((method) => !verificationMethod.some((kept) => isSame(kept, method)))) return undefined;
  return {
    id,
    verificationMethod,
    assertionMethod: namesIn(document.assertionMethod, id),
    authentication: namesIn(document.authentication, id),
  };
}

/**
 * Reads one key (Controlled Identifiers 1.0 §2.2).
 * @param base the document that it stands in
 * @returns nothing for a mere name of a key, and for one that lacks what every key has
 */
export function readMethod(value: unknown, base: string): VerificationMethod | undefined {
  if (!isObject(value)) return undefined;
  const { id, type, controller, publicKeyMultibase, publicKeyJwk, expires, revoked } = value;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof controller !== 'string') return undefined;
  const jwk = publicKeyJwk === undefined ? undefined : publicJwk(publicKeyJwk);
  if (publicKeyJwk !== undefined && jwk === undefined) return undefined;
  // A secret that was published is everybody's key (§2.2).
  if (value.secretKeyMultibase !== undefined || value.secretKeyJwk !== undefined) return undefined;
  return {
    id: completed(id, base),
    type,
    controller,
    ...(typeof publicKeyMultibase === 'string' && { publicKeyMultibase }),
    ...(jwk !== undefined && { publicKeyJwk: jwk }),
    // Kept even when it is no date: whoever writes it means that the key counts no more.
    ...(expires !== undefined && { expires: String(expires) }),
    ...(revoked !== undefined && { revoked: String(revoked) }),
  };
}

/** The keys that a member such as `assertionMethod` names, those written out in it too. */
function namesIn(member: unknown, base: string): string[] {
  const names = asList(member).map((value) => (isObject(value) ? value.id : value));
  return [...new Set(names.filter((name) => typeof name === 'string').map((name) => completed(name, base)))];
}

function completed(name: string, base: string): string {
  return name.startsWith('#') ? `${base}${name}` : name;
}

function isSame(one: VerificationMethod, other: VerificationMethod): boolean {
  const letters = ({ id, type, controller, publicKeyMultibase, publicKeyJwk, expires, revoked }: VerificationMethod) =>
    JSON.stringify([id, type, controller, publicKeyMultibase, publicKeyJwk, expires, revoked]);
  return letters(one) === letters(other);
}

function asList(member: unknown): unknown[] {
  return [member ?? []].flat();
}
