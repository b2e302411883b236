import jsonld from 'jsonld';
import { documentLoader } from '../document-loader.ts';
import type { JsonObject } from '../shape/finding.ts';

/** A document that no signature can cover: a term without definition, a context that is not pinned, a graph made to cost time. */
export class NotProcessable extends Error {
  constructor(cause: unknown) {
    super('not processable as JSON-LD', { cause });
    this.name = 'NotProcessable';
  }
}

/** How a suite wants its canonical text. */
export interface CanonizeOptions {
  /** Hash inside the algorithm (RDF Dataset Canonicalization 1.0 §4.8); suites for P-384 take SHA-384. */
  readonly hash?: 'SHA-256' | 'SHA-384';
  /** Whether the direction of a text becomes part of it (JSON-LD 1.1 API §8.2); Ed25519Signature2020 is older than that. */
  readonly direction?: boolean;
}

/**
 * Graphs can be made to take for ever (RDF Dataset Canonicalization 1.0 §7.1). So many deep comparisons of blank nodes that look alike are
 * enough for every graph of the test suite that has an end; the worst that fits in a document is stopped after half a second.
 */
const mostComparisons = 500;

/** How the algorithm runs. */
export function canonizeOptions(hash: 'SHA-256' | 'SHA-384') {
  return {
    algorithm: 'RDFC-1.0',
    messageDigestAlgorithm: hash,
    maxDeepIterations: mostComparisons,
    rejectURDNA2015: true,
  };
}

/**
 * The canonical N-Quads of a document (RDFC-1.0), with pinned contexts only and without dropping anything (safe mode).
 * @throws {NotProcessable}
 */
export async function canonize(document: JsonObject, { hash = 'SHA-256', direction = true }: CanonizeOptions = {}) {
  try {
    return await jsonld.canonize(document, {
      base: null,
      safe: true,
      documentLoader: documentLoader(),
      ...(direction && { rdfDirection: 'i18n-datatype' }),
      canonizeOptions: canonizeOptions(hash),
    });
  } catch (error) {
    throw new NotProcessable(error);
  }
}
