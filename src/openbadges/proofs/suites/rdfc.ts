import canonicalize from 'canonicalize';
import type { JsonObject } from '../../shape/finding.ts';
import { type CanonizeOptions, canonize } from '../canonize.ts';
import { type HashName, hashOf, joined } from '../hash.ts';

/** Contexts that give a Data Integrity proof its words: the one that is added, and those that have them too. */
export const dataIntegrityContexts = [
  'https://w3id.org/security/data-integrity/v2',
  'https://w3id.org/security/data-integrity/v1',
  'https://www.w3.org/ns/credentials/v2',
] as const;

/**
 * The contexts of a document, with the one that its proof needs when it has none of those (VC Data Integrity §2.4.2).
 * @param needed the one that is added, and those that have the words too
 */
export function withNeeded(contexts: unknown, [added, ...others]: readonly [string, ...string[]]): unknown {
  const present = contexts === undefined ? [] : [contexts].flat();
  return present.includes(added) || others.some((each) => present.includes(each)) ? contexts : [...present, added];
}

/**
 * What suites on RDF sign: the hashes of the canonical proof and of the canonical document (Data Integrity EdDSA §3.2.4, ECDSA §3.2.4). The
 * words of the proof are those of the document; those of Data Integrity are added where they are missing, as the stock libraries do too.
 * @returns nothing for a proof with words of its own, which no suite defines and no signature would cover
 * @throws {NotProcessable}
 */
export async function rdfcBytes(
  document: JsonObject,
  proof: JsonObject,
  { hash = 'SHA-256', injected = true, ...options }: CanonizeOptions & { hash?: HashName; injected?: boolean } = {},
): Promise<Uint8Array | undefined> {
  const own = proof['@context'];
  if (own !== undefined && canonicalize(own) !== canonicalize(document['@context'])) return undefined;
  const words = injected ? withNeeded(document['@context'], dataIntegrityContexts) : document['@context'];
  const [ofProof, ofDocument] = await Promise.all([
    canonize({ ...proof, '@context': words }, { hash, ...options }),
    canonize(document, { hash, ...options }),
  ]);
  return joined(await hashOf(ofProof, hash), await hashOf(ofDocument, hash));
}
