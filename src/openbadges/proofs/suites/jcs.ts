import canonicalize from 'canonicalize';
import type { JsonObject } from '../../shape/finding.ts';
import { NotProcessable } from '../canonize.ts';
import { type HashName, hashOf, joined } from '../hash.ts';

/**
 * What suites on canonical JSON (RFC 8785) sign: the hashes of the proof and of the document. A context that was put behind those of the
 * proof is not under the signature (Data Integrity EdDSA §3.3.2, ECDSA §3.3.2).
 * @returns nothing when the contexts of the document do not begin with those of the proof
 */
export async function jcsBytes(
  document: JsonObject,
  proof: JsonObject,
  hash: HashName = 'SHA-256',
): Promise<Uint8Array | undefined> {
  const own = proof['@context'];
  if (own !== undefined && !beginsWith(document['@context'], own)) return undefined;
  const signed = own === undefined ? document : { ...document, '@context': own };
  return joined(await hashOf(textOf(proof), hash), await hashOf(textOf(signed), hash));
}

/** A new proof takes over the contexts, so that it can be told later which ones were signed. */
export function withContexts(document: JsonObject, proof: JsonObject): JsonObject {
  return document['@context'] === undefined ? proof : { ...proof, '@context': document['@context'] };
}

function beginsWith(contexts: unknown, first: unknown): boolean {
  const all = [contexts].flat();
  return [first].flat().every((context, index) => canonicalize(context) === canonicalize(all[index]));
}

function textOf(value: JsonObject): string {
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (error) {
    throw new NotProcessable(error);
  }
  throw new NotProcessable('no JSON');
}
