import jsonld from 'jsonld';
import { documentLoader } from '../document-loader.ts';
import type { JsonObject } from '../shape/finding.ts';

/**
 * Whether JSON-LD gives every word of a document a meaning, with pinned contexts only (safe mode, base IRI null). Suites that sign the
 * canonical graph find this out by themselves; those that sign each letter do not (VC Data Model 2.0 §6.1).
 * @returns why not, in technical English; nothing when it does
 */
export async function meaningFault(document: JsonObject): Promise<string | undefined> {
  try {
    await jsonld.expand(document, { base: null, safe: true, documentLoader: documentLoader() });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'not processable as JSON-LD';
  }
}
