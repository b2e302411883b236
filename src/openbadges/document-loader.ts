import { pinnedDocuments } from './pinned-contexts.ts';

export { pinnedDocuments };

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

/**
 * The context of the examples in the specification, which gives every word a meaning (VC Data Model 2.0 §4.3). It is for trying things out: in a
 * badge it would hide words that nobody has defined.
 */
const forTrying = 'https://www.w3.org/ns/credentials/examples/v2';

/** The addresses of the contexts that can be processed here. */
export const processableContexts: ReadonlySet<string> = new Set(pinnedDocuments.keys());

/** Those that a badge may have. */
export const pinnedContexts: ReadonlySet<string> = new Set(
  [...processableContexts].filter((address) => address !== forTrying),
);

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
