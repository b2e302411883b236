import { readFileSync } from 'node:fs';
import { type ControllerDocument, didKeyDocument, isObject, type JsonObject } from '../../src/openbadges/index.ts';

export const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
export const json = (path: string): JsonObject => JSON.parse(text(path));

/** What the context that the W3C vectors use consists of. It accepts every term, so it is not among those of this service. */
const examples = { '@vocab': 'https://www.w3.org/ns/credentials/examples#' };

/** The same document for everything that is signed as RDF: the name of that context replaced by what is in it. */
export function writtenOut(document: JsonObject): JsonObject {
  const contexts = [document['@context']].flat();
  const known = contexts.map((each) => (each === 'https://www.w3.org/ns/credentials/examples/v2' ? examples : each));
  return { ...document, '@context': known };
}

/** The controllers of all the keys that the proofs of a document name; these are did:key. */
export function controllersOf(document: JsonObject): ReadonlyMap<string, ControllerDocument> {
  const proofs = [document.proof ?? []].flat().filter(isObject);
  return new Map(
    proofs.flatMap(({ verificationMethod }) => {
      const did = String(verificationMethod).split('#')[0] ?? '';
      const controller = didKeyDocument(did);
      return controller === undefined ? [] : [[did, controller] as const];
    }),
  );
}

export const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

export function proofOf({ proof }: JsonObject): JsonObject {
  if (!isObject(proof)) throw new Error('one proof was expected');
  return proof;
}
