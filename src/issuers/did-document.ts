import { type PublicJwk, publicJwkOf, thumbprintOf, withoutMilliseconds } from '../openbadges/index.ts';
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

/**
 * The id of a key in proofs. The fragment is the key itself, so that a verifier without network can read it too; an RSA key, which is
 * long, is named by its thumbprint (RFC 7638).
 */
export function verificationMethodOf(did: string, publicKeyMultibase: string): string {
  const jwk = publicKeyMultibase.length > longestFragment ? publicJwkOf(publicKeyMultibase) : undefined;
  return `${did}#${jwk === undefined ? publicKeyMultibase : thumbprintOf(jwk)}`;
}

/** An Ed25519 or P-256 Multikey has fewer than 50 letters, one of P-384 about 70. */
const longestFragment = 80;

/** A key as its controller lists it (Controlled Identifiers §2.2.2 Multikey, §2.2.3 JsonWebKey). */
export interface ListedKey {
  id: string;
  type: 'Multikey' | 'JsonWebKey';
  controller: string;
  publicKeyMultibase?: string;
  publicKeyJwk?: PublicJwk;
  /** Nothing signed with it counts any more (Controlled Identifiers §2.2). */
  revoked?: string;
}

/** A DID document (DID Core §5) as verifiers need it. */
export interface DidDocument {
  '@context': string[];
  id: string;
  alsoKnownAs: string[];
  verificationMethod: ListedKey[];
  assertionMethod: string[];
}

/** What is published of a key. */
export type PublishedKey = Pick<SigningKeyRow, 'algorithm' | 'publicKeyMultibase' | 'compromisedSince'>;

/**
 * The DID document of an issuer. Pending keys are listed, so that whoever keeps a copy knows them in time. Retired keys stay listed: a badge
 * that they signed must verify for ever. A compromised key stays as what it is, revoked, but may not assert anything any more.
 * `assertionMethod` holds strings, because the 1EdTech validator reads nothing else (openbadges-3.md §4).
 */
export function didDocument(issuer: { did: string; profileUrl: string }, keys: readonly PublishedKey[]): DidDocument {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', ...keyContexts(keys)],
    id: issuer.did,
    alsoKnownAs: [issuer.profileUrl],
    verificationMethod: keys.map((key) => listedKey(issuer.did, key)),
    assertionMethod: keys
      .filter(({ compromisedSince }) => compromisedSince === null)
      .map(({ publicKeyMultibase }) => verificationMethodOf(issuer.did, publicKeyMultibase)),
  };
}

/** One key as a document of its own, which its page serves to programs. */
export function keyDocument(did: string, key: PublishedKey): { '@context': string[] } & ListedKey {
  return { '@context': keyContexts([key]), ...listedKey(did, key) };
}

function listedKey(did: string, { algorithm, publicKeyMultibase, compromisedSince }: PublishedKey): ListedKey {
  const jwk = algorithm === 'RSA' ? publicJwkOf(publicKeyMultibase) : undefined;
  return {
    id: verificationMethodOf(did, publicKeyMultibase),
    type: jwk === undefined ? 'Multikey' : 'JsonWebKey',
    controller: did,
    ...(jwk === undefined ? { publicKeyMultibase } : { publicKeyJwk: jwk }),
    ...(compromisedSince && { revoked: withoutMilliseconds(compromisedSince) }),
  };
}

function keyContexts(keys: readonly PublishedKey[]): string[] {
  const [multikey, jwk] = ['https://w3id.org/security/multikey/v1', 'https://w3id.org/security/jwk/v1'];
  return keys.some(({ algorithm }) => algorithm === 'RSA')
    ? keys.every(({ algorithm }) => algorithm === 'RSA')
      ? [jwk]
      : [multikey, jwk]
    : [multikey];
}
