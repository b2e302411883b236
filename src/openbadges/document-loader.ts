import { readFileSync } from 'node:fs';
import manifest from '../../contexts/manifest.json' with { type: 'json' };

/** What jsonld asks for documents (JSON-LD API §9.4.1 LoadDocumentCallback). */
export type DocumentLoader = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: object }>;

/** Somebody asked for a document that is not pinned. Nothing was fetched. */
export class UnknownDocument extends Error {
  readonly url: string;

  constructor(url: string) {
    super(`not one of the pinned documents: ${url.slice(0, 200)}`);
    this.name = 'UnknownDocument';
    this.url = url;
  }
}

/** The contexts that can be processed here, by their address. */
export const pinnedDocuments: ReadonlyMap<string, object> = new Map(
  manifest.map(({ url, file }) => [url, deepFreeze(readContext(file))]),
);

/** The addresses of the contexts that can be processed here. */
export const pinnedContexts: ReadonlySet<string> = new Set(pinnedDocuments.keys());

/**
 * A loader that knows the pinned contexts and the given documents, and never touches the network (threats.md §2.2: the library's own
 * loader fetched loopback addresses and followed redirects to them).
 * @param documents further documents by URL, for instance the DID document of the issuer
 */
export function documentLoader(documents: ReadonlyMap<string, object> = new Map()): DocumentLoader {
  return async (url) => {
    const document = pinnedDocuments.get(url) ?? documents.get(url);
    if (document === undefined) throw new UnknownDocument(url);
    return { contextUrl: null, documentUrl: url, document };
  };
}

function readContext(file: string): object {
  return JSON.parse(readFileSync(new URL(`../../contexts/${file}`, import.meta.url), 'utf8')) as object;
}

/** Libraries get the very object each time; none of them may change it for the others. */
function deepFreeze<Value extends object>(value: Value): Value {
  for (const nested of Object.values(value)) {
    if (nested !== null && typeof nested === 'object') deepFreeze(nested);
  }
  return Object.freeze(value);
}
