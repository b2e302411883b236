import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import manifest from '../../contexts/manifest.json' with { type: 'json' };
import { isObject } from '../../src/openbadges/index.ts';

/** One change to the structure of a document. Places are numbers, so that an edit fits every document. */
export interface Edit {
  readonly how: 'replace' | 'remove' | 'rename' | 'copy' | 'swap' | 'list' | 'letter' | 'insert' | 'retype';
  readonly at: number;
  readonly from: number;
  readonly name: string;
  readonly value: unknown;
  readonly letter: number;
}

/** Words that mean something somewhere: the terms of all pinned contexts, and the keywords of JSON-LD. */
const words = [
  ...new Set(manifest.flatMap(({ file }) => termsIn(JSON.parse(readFileSync(contextFile(file), 'utf8'))['@context']))),
  ...[
    '@id',
    '@type',
    '@value',
    '@index',
    '@included',
    '@graph',
    '@reverse',
    '@context',
    '@list',
    '@set',
    '@nest',
    '@language',
  ],
  ...['https://example.org/x', '_:b0', './x', 'unbekannt', ''],
];

function contextFile(file: string): URL {
  return new URL(`../../contexts/${file}`, import.meta.url);
}

function termsIn(context: unknown): string[] {
  if (!isObject(context)) return [];
  return Object.entries(context).flatMap(([name, definition]) => [
    ...(name.startsWith('@') ? [] : [name]),
    ...termsIn(isObject(definition) ? definition['@context'] : undefined),
  ]);
}

/** Those that get past the shape more often come more often: they are what the signature has to notice. */
const hows = [
  ...(['replace', 'remove', 'rename', 'copy', 'swap', 'list', 'insert', 'retype'] as const),
  ...(['letter', 'letter', 'letter', 'letter', 'swap', 'remove', 'insert', 'insert'] as const),
];

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1, 1e21, 0.1, '', ' ', [], {}, [[]], [null], { id: '_:b0' }),
  fc.constantFrom('https://example.org/x', 'did:web:badges.example:issuers:kompas', 'urn:x', '2026-07-23T09:30:00Z'),
  fc.constantFrom(...words),
  fc.string({ maxLength: 20 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const value = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(null, [], {}, [null], { '@value': null }) },
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...words), leaf, { maxKeys: 3 }) },
);
const place = fc.nat({ max: 1_000_000 });

/** One to three changes. */
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record<Edit>({
    how: fc.constantFrom(...hows),
    at: place,
    from: place,
    name: fc.constantFrom(...words),
    value,
    letter: fc.nat({ max: 0xffff }),
  }),
  { minLength: 1, maxLength: 3 },
);

type Holder = Record<string, unknown>;
interface Spot {
  readonly holder: Holder;
  readonly key: string;
}

/** The document with the changes. @param donor parts of it may be copied into the document */
export function edited(document: unknown, changes: readonly Edit[], donor: unknown): unknown {
  const root: Holder = { document: structuredClone(document) };
  for (const change of changes) apply(root, change, donor);
  return root.document;
}

function apply(root: Holder, { how, at, from, name, value, letter }: Edit, donor: unknown): void {
  const spots = spotsIn(root);
  const spot = spots[at % spots.length];
  if (spot === undefined) return;
  const { holder, key } = spot;
  const old = holder[key];
  if (how === 'replace') holder[key] = structuredClone(value);
  if (how === 'remove') remove(spot);
  if (how === 'rename' && !Array.isArray(holder)) {
    remove(spot);
    holder[name] = old;
  }
  if (how === 'copy') {
    // From this document as often as from another one that is signed as well.
    const sources = letter % 2 === 0 ? spots : spotsIn({ donor });
    const source = sources[from % sources.length];
    holder[key] = structuredClone(source?.holder[source.key]);
  }
  if (how === 'swap') {
    const other = spots[from % spots.length];
    if (other === undefined) return;
    const [here, there] = [structuredClone(old), structuredClone(other.holder[other.key])];
    holder[key] = there;
    other.holder[other.key] = here;
  }
  if (how === 'list') holder[key] = Array.isArray(old) && old.length === 1 ? old[0] : [old];
  if (how === 'letter' && typeof old === 'string') holder[key] = otherLetter(old, from, letter);
  if (how === 'insert' && Array.isArray(old)) old.splice(from % (old.length + 1), 0, structuredClone(value));
  if (how === 'insert' && isObject(old)) old[name] = structuredClone(value);
  if (how === 'retype') holder[key] = retyped(old);
}

function remove({ holder, key }: Spot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** One letter changed, added or taken away. */
function otherLetter(text: string, place: number, letter: number): string {
  const at = place % (text.length + 1);
  const other = String.fromCharCode(letter % 3 === 0 ? letter : letter % 0x80);
  if (letter % 4 === 0) return text.slice(0, at) + other + text.slice(at);
  return text.slice(0, at) + (letter % 4 === 1 ? '' : other) + text.slice(at + 1);
}

function retyped(old: unknown): unknown {
  if (typeof old === 'string') return old.trim() !== '' && Number.isFinite(Number(old)) ? Number(old) : { id: old };
  if (typeof old === 'number' || typeof old === 'boolean') return String(old);
  return JSON.stringify(old);
}

/** Every place that can be changed, the whole included. */
function spotsIn(holder: object): Spot[] {
  return Object.entries(holder).flatMap(([key, value]) => {
    const here: Spot = { holder: holder as Holder, key };
    return value !== null && typeof value === 'object' ? [here, ...spotsIn(value)] : [here];
  });
}

/** The document with one letter changed in each of its leaves, one after the other. */
export function* eachLeafChanged(document: object): Generator<unknown> {
  const leaves = spotsIn({ document }).filter(({ holder, key }) => typeof holder[key] !== 'object');
  for (const [index] of leaves.entries()) {
    const root = { document: structuredClone(document) };
    const spot = spotsIn(root).filter(({ holder, key }) => typeof holder[key] !== 'object')[index];
    if (spot === undefined) continue;
    const old = spot.holder[spot.key];
    spot.holder[spot.key] = typeof old === 'string' ? otherLetter(old, Math.floor(old.length / 2), 0x7a) : retyped(old);
    yield root.document;
  }
}
