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
 * A document of the older data model may leave out the context that gives a Data Integrity proof its words; then it is appended (VC Data
 * Integrity §2.4.1).
 */
function withWords(contexts: unknown, { type }: JsonObject): unknown {
  const given: unknown[] = [contexts ?? []].flat();
  const known = given.some((context) => dataIntegrityContexts.some((each) => each === context));
  return known || type !== 'DataIntegrityProof' ? contexts : [...given, dataIntegrityContexts[0]];
}

/**
 * What suites on RDF sign: the hashes of the canonical proof and of the canonical document (Data Integrity EdDSA §3.2.4, ECDSA §3.2.4). The
 * words of the proof are those of the document.
 * @returns nothing for a proof with words of its own, which no suite defines and no signature would cover
 * @throws {NotProcessable}
 */
export async function rdfcBytes(
  document: JsonObject,
  proof: JsonObject,
  { hash = 'SHA-256', ...options }: CanonizeOptions & { hash?: HashName } = {},
): Promise<Uint8Array | undefined> {
  const own = proof['@context'];
  if (own !== undefined && canonicalize(own) !== canonicalize(document['@context'])) return undefined;
  const [ofProof, ofDocument] = await Promise.all([
    canonize({ ...proof, '@context': withWords(document['@context'], proof) }, { hash, ...options }),
    canonize(document, { hash, ...options }),
  ]);
  return joined(await hashOf(ofProof, hash), await hashOf(ofDocument, hash));
}
