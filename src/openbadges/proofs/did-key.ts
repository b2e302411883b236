import { base64url } from 'jose';
import { isObject } from '../shape/finding.ts';
import { jsonIn } from './jose/jws.ts';
import type { ControllerDocument, VerificationMethod } from './proof-key.ts';
import { publicKeyOfJwk } from './public-key.ts';

/** The controller document of a `did:key` (did:key Method §3.1), which is the key itself; nothing for other identifiers. */
export function didKeyDocument(did: string): ControllerDocument | undefined {
  const publicKeyMultibase = /^did:key:(z[1-9A-HJ-NP-Za-km-z]+)$/.exec(did)?.[1];
  if (publicKeyMultibase === undefined) return undefined;
  const id = `${did}#${publicKeyMultibase}`;
  return controllerOf(did, { id, type: 'Multikey', controller: did, publicKeyMultibase });
}

/** The controller document of a `did:jwk` (did:jwk Method), which is the key as JSON Web Key; nothing for other identifiers. */
export function didJwkDocument(did: string): ControllerDocument | undefined {
  const encoded = /^did:jwk:([\w-]{1,4000})$/.exec(did)?.[1];
  if (encoded === undefined || encoded.length % 4 === 1) return undefined;
  const jwk = jsonIn(base64url.decode(encoded));
  if (!isObject(jwk) || publicKeyOfJwk(jwk) === undefined) return undefined;
  const publicKeyJwk = jwk;
  const document = controllerOf(did, { id: `${did}#0`, type: 'JsonWebKey2020', controller: did, publicKeyJwk });
  // A key that says it is for encryption signs nothing (did:jwk Method, "to create the DID document").
  return jwk.use === 'enc' ? { ...document, assertionMethod: [], authentication: [] } : document;
}

function controllerOf(did: string, method: VerificationMethod): ControllerDocument {
  return { id: did, verificationMethod: [method], assertionMethod: [method.id], authentication: [method.id] };
}
