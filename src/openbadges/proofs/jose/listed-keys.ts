import { type ControllerDocument, keyOfProof, type ProofPurpose } from '../proof-key.ts';
import type { FindKey, ListsKey } from './jws.ts';

/**
 * Finds the keys of a JWS in the documents of those who control them, by the same rules as for other proofs: listed for the purpose, sound,
 * not revoked, in force (VC JOSE COSE §4.2).
 * @param now when the JWS does not say its moment
 */
export function keysOfControllers(
  controllers: ReadonlyMap<string, ControllerDocument>,
  { now, purpose = 'assertionMethod' }: { readonly now: Date; readonly purpose?: ProofPurpose },
): { findKey: FindKey; listsKey: ListsKey } {
  return {
    // A `kid` may be relative to the issuer, or the bare name of one of its keys.
    findKey: async (kid, { issuer = '', at = now.getTime() }) => {
      const verificationMethod = kid.includes(':') ? kid : `${issuer}#${kid.replace(/^#/, '')}`;
      const found = keyOfProof({ verificationMethod, at, purpose }, controllers);
      return typeof found === 'string' ? found : found.key.jwk;
    },
    listsKey: async (jwk, { issuer = '', at = now.getTime() }) => {
      const methods = controllers.get(issuer)?.verificationMethod ?? [];
      return methods.some(({ id }) => {
        const found = keyOfProof({ verificationMethod: id, at, purpose }, controllers);
        return typeof found !== 'string' && sameKey(found.key.jwk, jwk);
      });
    },
  };
}

/** Both are written by us, with the same members in the same order. */
function sameKey(one: object | undefined, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
