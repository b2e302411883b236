import { pinnedDocuments } from '../document-loader.ts';
import { isObject } from './finding.ts';

/** What one context defines. */
interface Terms {
  /** The names that hold everywhere. */
  readonly outer: ReadonlySet<string>;
  /** Those and the names that hold inside some type or member only. */
  readonly all: ReadonlySet<string>;
}

const definitions = new Map([...pinnedDocuments].map(([url, document]) => [url, definitionsOf(contextOf(document))]));

const terms = new Map<string, Terms>(
  [...pinnedDocuments].map(([url, document]) => [
    url,
    {
      outer: new Set(Object.keys(contextOf(document)).filter((name) => !name.startsWith('@'))),
      all: new Set(definitions.get(url)?.map(([name]) => name)),
    },
  ]),
);

const everyDefinition = [...definitions.values()].flat();

const names = new Set(everyDefinition.map(([name]) => name));

const addresses = new Set(everyDefinition.map(([, address]) => address));

/** Names such as `xsd`, which JSON-LD lets stand for the beginning of an address (JSON-LD 1.1 §4.4). */
const prefixes = new Set(everyDefinition.filter(([, address]) => /[:/?#[\]@]$/.test(address)).map(([name]) => name));

/** The names that a pinned context defines; none for other addresses. */
export function termsOf(context: unknown): Terms {
  return terms.get(String(context)) ?? { outer: new Set(), all: new Set() };
}

/** Whether this is a class of the pinned contexts, such as `Criteria`. Some share their address with a member: `criteria`. */
export function isClass(name: string): boolean {
  return /^[A-Z0-9]/.test(name) && names.has(name);
}

/** Whether a type says by address what a pinned context has a name for. */
export function isAddressOfTerm(type: string): boolean {
  const colon = type.indexOf(':');
  return colon >= 0 && (addresses.has(type) || prefixes.has(type.slice(0, colon)));
}

function contextOf(document: object): object {
  return '@context' in document && isObject(document['@context']) ? document['@context'] : {};
}

/** Every name with its address, also those that hold only inside others. */
function definitionsOf(context: object): [name: string, address: string][] {
  return Object.entries(context)
    .filter(([name]) => !name.startsWith('@'))
    .flatMap(([name, definition]): [string, string][] => {
      const address = isObject(definition) ? definition['@id'] : definition;
      const inner = isObject(definition) && isObject(definition['@context']) ? definition['@context'] : {};
      return [[name, typeof address === 'string' ? address : ''], ...definitionsOf(inner)];
    });
}
