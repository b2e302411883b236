import { publicJwkOf, signatureAlgorithms } from '../openbadges/index.ts';
import { type PublishedKey, verificationMethodOf } from './did-document.ts';

/** A JSON Web Key Set (RFC 7517 §5). */
export interface KeySet {
  readonly keys: { readonly kid: string; readonly kty: string; readonly alg: string; readonly use: 'sig' }[];
}

/**
 * Keys as a JSON Web Key Set; `kid` is the id that proofs and JWTs name. Retired keys are in it, because what they signed must verify for
 * ever. Compromised keys are left out: RFC 7517 has no member that says "no longer", and whoever finds a key in a set uses it.
 */
export function keySet(keys: readonly { readonly did: string; readonly key: PublishedKey }[]): KeySet {
  return {
    keys: keys.flatMap(({ did, key: { algorithm, publicKeyMultibase, compromisedSince } }) => {
      const jwk = compromisedSince === null ? publicJwkOf(publicKeyMultibase) : undefined;
      if (jwk === undefined) return [];
      const kid = verificationMethodOf(did, publicKeyMultibase);
      return [{ kid, ...jwk, alg: signatureAlgorithms[algorithm], use: 'sig' as const }];
    }),
  };
}
