import type { SigningKeyRow } from './store.ts';

/**
 * The `did:web` of an address (did:web Method Specification §3.2): host with an encoded port, then the path with colons.
 * `http://localhost:3000/issuers/kompas` → `did:web:localhost%3A3000:issuers:kompas`
 */
export function didWebOf(address: string): string {
  const url = new URL(address);
  const path = url.pathname.split('/').filter((part) => part !== '');
  return ['did:web', encodeURIComponent(url.host), ...path.map(encodeURIComponent)].join(':');
}

/** The id of a key in proofs. The fragment is the key itself, so that a verifier without network can read it too. */
export function verificationMethodOf(did: string, publicKeyMultibase: string): string {
  return `${did}#${publicKeyMultibase}`;
}

/** A DID document (DID Core §5) as verifiers need it. */
export interface DidDocument {
  '@context': string[];
  id: string;
  alsoKnownAs: string[];
  verificationMethod: { id: string; type: 'Multikey'; controller: string; publicKeyMultibase: string }[];
  assertionMethod: string[];
}

/**
 * The DID document of an issuer. Retired keys stay listed: a badge that they signed must verify for ever.
 * `assertionMethod` holds strings, because the 1EdTech validator reads nothing else (openbadges-3.md §4).
 */
export function didDocument(
  issuer: { did: string; profileUrl: string },
  keys: readonly Pick<SigningKeyRow, 'publicKeyMultibase'>[],
): DidDocument {
  const methods = keys.map(({ publicKeyMultibase }) => ({
    id: verificationMethodOf(issuer.did, publicKeyMultibase),
    type: 'Multikey' as const,
    controller: issuer.did,
    publicKeyMultibase,
  }));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: issuer.did,
    alsoKnownAs: [issuer.profileUrl],
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}
