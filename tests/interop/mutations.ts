import { readFileSync } from 'node:fs';
import manifest from '../../contexts/manifest.json' with { type: 'json' };
import { isObject, type JsonObject } from '../../src/openbadges/index.ts';

/** One change to a document that was signed. */
export interface Mutation {
  readonly name: string;
  readonly document: JsonObject;
}

type Key = string | number;
type Container = Record<Key, unknown>;

/** Every single change of the kinds below, each on a fresh copy, as a stranger would receive it. */
export function* mutationsOf(document: JsonObject): Generator<Mutation> {
  const original = JSON.stringify(document);
  for (const { name, document: changed } of changesOf(document)) {
    const text = JSON.stringify(changed);
    if (text !== original) yield { name, document: JSON.parse(text) as JsonObject };
  }
}

function* changesOf(document: JsonObject): Generator<Mutation> {
  for (const path of pathsOf(document)) {
    const value = at(document, path);
    const changed = (name: string, change: (copy: JsonObject) => void): Mutation => {
      const copy = structuredClone(document);
      change(copy);
      return { name: `/${path.join('/')} ${name}`, document: copy };
    };
    const replaced = (name: string, other: unknown) =>
      changed(name, (copy) => {
        parent(copy, path)[path.at(-1) ?? ''] = other;
      });
    for (const [name, other] of replacementsOf(value)) yield replaced(name, other);
    if (path.length > 0) {
      yield changed('removed', (copy) => remove(copy, path));
      if (typeof path.at(-1) === 'string') yield* renamed(document, path, String(path.at(-1)));
    }
    if (Array.isArray(value)) yield* longer(value, replaced);
    if (isObject(value) && path.length > 0) yield* wider(value, replaced);
    if (isObject(value) && path.length === 0)
      for (const [name, extra] of additions) yield { name: `/ ${name}`, document: { ...document, ...extra } };
  }
  yield* contextMutations(document);
}

function* replacementsOf(value: unknown): Generator<[string, unknown]> {
  yield ['null', null];
  yield ['empty list', []];
  yield ['empty object', {}];
  if (typeof value === 'string') {
    yield ['one letter more', `${value}x`];
    yield ['a blank more', `${value} `];
    yield ['one letter less', value.slice(0, -1)];
    yield ['capitals', value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase()];
    yield ['other normal form', value === value.normalize('NFD') ? `${value}\u0301` : value.normalize('NFD')];
    yield ['as language map', { nl: value }];
    yield ['as @value', { '@value': value }];
    yield ['as id', { id: value }];
    yield ['as @id', { '@id': value }];
    if (/^[a-z]+:/.test(value))
      yield ['a dot in the path', value.replace(/\/(?!\/)([^/]*)$/, '/./$1x').replace(/x$/, '')];
    if (/^https?:/.test(value)) yield ['relative', value.replace(/^[a-z]+:\/\/[^/]+/, '')];
    if (/^\d{4}-\d\d-\d\dT/.test(value)) {
      yield ['the same moment elsewhere', value.replace('Z', '+00:00')];
      yield ['with a fraction', value.replace('Z', '.000Z')];
    }
    if (/^\d+$/.test(value)) {
      yield ['as number', Number(value)];
      yield ['zero in front', `0${value}`];
    }
    const iri = iriOf.get(value);
    if (iri !== undefined) yield ['as IRI', iri];
    for (const term of termsOf.get(iri ?? '') ?? []) yield [`as ${term}`, term];
  }
  if (typeof value === 'boolean') {
    yield ['turned', !value];
    yield ['as string', String(value)];
    yield ['as number', Number(value)];
  }
  if (typeof value === 'number') {
    yield ['one more', value + 1];
    yield ['a hair more', value * (1 + Number.EPSILON)];
    yield ['as string', String(value)];
  }
  if (!Array.isArray(value)) {
    yield ['in a list', [value]];
    yield ['in a list of lists', [[value]]];
    yield ['in @set', { '@set': [value] }];
    yield ['in @list', { '@list': [value] }];
  }
}

function* longer(items: unknown[], replaced: (name: string, other: unknown) => Mutation): Generator<Mutation> {
  if (items.length === 1) yield replaced('without its list', items[0]);
  if (items.length > 1) yield replaced('turned round', items.toReversed());
  yield replaced('first item twice', [...items, items[0]]);
  yield replaced('null added', [...items, null]);
  yield replaced('empty list added', [...items, []]);
  yield replaced('empty object added', [...items, {}]);
  yield replaced('word added', [...items, 'word']);
  yield replaced('node without a word added', [...items, { id: 'https://example.org/x' }]);
  yield replaced('nested', [items]);
  const [first] = items;
  if (typeof first === 'string' && iriOf.has(first))
    yield replaced('IRI of the first added', [...items, iriOf.get(first)]);
  if (isObject(first) && first.id !== undefined) {
    const { id, type, ...rest } = first;
    for (const [name, value] of Object.entries(rest)) {
      const { [name]: _gone, ...others } = rest;
      yield replaced(`${name} of the first told apart`, [
        { id, type, ...others },
        ...items.slice(1),
        { id, type, [name]: value },
      ]);
    }
  }
}

const additions: [string, JsonObject][] = [
  ['unknown member', { unbekannt: 'x' }],
  ['unknown member with an object', { unbekannt: { a: 'x' } }],
  ['member with an address as name', { 'https://example.org/x': 'x' }],
  ['member with a dot', { './x': 'x' }],
  ['member without a name', { '': 'x' }],
  ['@index', { '@index': 'x' }],
  ['@included', { '@included': [{ id: 'https://example.org/x', name: 'x' }] }],
  ['@nest', { '@nest': { name: 'x' } }],
  ['@graph', { '@graph': [] }],
  ['@reverse', { '@reverse': {} }],
  ['@vocab', { '@vocab': 'https://example.org/' }],
  ['@type', { '@type': 'Profile' }],
  ['@language', { '@language': 'nl' }],
  ['@unknown', { '@unknown': 'x' }],
  ['null', { name: null }],
  ['unknown null', { unbekannt: null }],
  ['empty list', { tag: [] }],
  ['unknown empty list', { unbekannt: [] }],
  ['@context inside', { '@context': { '@vocab': 'https://example.org/' }, unbekannt: 'x' }],
  ['null @context inside', { '@context': null }],
  ['known @context inside', { '@context': 'https://www.w3.org/ns/credentials/v2' }],
];

function* wider(value: JsonObject, replaced: (name: string, other: unknown) => Mutation): Generator<Mutation> {
  for (const [name, extra] of additions) yield replaced(name, { ...value, ...extra });
  if (value.id === undefined) {
    yield replaced('blank node named', { ...value, id: '_:b9' });
    yield replaced('node named', { ...value, id: 'https://example.org/x' });
  }
}

/** The same member by another name: its full address, a prefixed one, or another term of the contexts for the same address. */
function* renamed(document: JsonObject, path: readonly Key[], name: string): Generator<Mutation> {
  const others = new Set<string>();
  for (const iri of irisOf.get(name) ?? []) {
    others.add(iri);
    for (const term of termsOf.get(iri) ?? []) if (term !== name) others.add(term);
  }
  if (name === 'id' || name === 'type') others.add(`@${name}`);
  for (const other of others) {
    const copy = structuredClone(document);
    const holder = parent(copy, path);
    holder[other] = holder[name];
    delete holder[name];
    yield { name: `/${path.join('/')} renamed ${other}`, document: copy };
  }
}

function* contextMutations(document: JsonObject): Generator<Mutation> {
  const contexts = document['@context'] as unknown[];
  const withContexts = (name: string, list: unknown): Mutation => ({
    name: `@context ${name}`,
    document: { ...document, '@context': list },
  });
  for (const { url } of manifest) {
    yield withContexts(`and ${url}`, [...contexts, url]);
    yield withContexts(`${url} and`, [url, ...contexts]);
    yield withContexts(`${url} between`, [contexts[0], url, ...contexts.slice(1)]);
    for (const index of contexts.keys()) yield withContexts(`${index} is ${url}`, contexts.with(index, url));
  }
  yield withContexts('and @vocab', [...contexts, { '@vocab': 'https://example.org/' }]);
  yield withContexts('and nothing', [...contexts, {}]);
  yield withContexts('and null', [...contexts, null]);
  yield withContexts('and @version', [...contexts, { '@version': 1.1 }]);
  yield withContexts('turned round', contexts.toReversed());
  yield withContexts('one twice', [...contexts, contexts.at(-1)]);
  yield withContexts('without the last', contexts.slice(0, -1));
  yield withContexts('nested', [contexts]);
  yield withContexts('as a string', contexts[0]);
  yield withContexts('gone', undefined);
}

// What the pinned contexts make of names.
const irisOf = new Map<string, Set<string>>();
const termsOf = new Map<string, Set<string>>();
const iriOf = new Map<string, string>();
for (const { file } of manifest) {
  const { '@context': context } = JSON.parse(
    readFileSync(new URL(`../../contexts/${file}`, import.meta.url), 'utf8'),
  ) as JsonObject;
  learn(context);
}

function learn(context: unknown): void {
  if (!isObject(context)) return;
  for (const [term, definition] of Object.entries(context)) {
    const iri = isObject(definition) ? definition['@id'] : definition;
    if (!term.startsWith('@') && typeof iri === 'string' && /^https?:/.test(iri)) {
      irisOf.set(term, (irisOf.get(term) ?? new Set()).add(iri));
      termsOf.set(iri, (termsOf.get(iri) ?? new Set()).add(term));
      iriOf.set(term, iri);
    }
    if (isObject(definition)) learn(definition['@context']);
  }
}

function pathsOf(value: unknown, path: readonly Key[] = []): (readonly Key[])[] {
  if (path.length === 1 && path[0] === '@context') return [];
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...path, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([name, nested]) => pathsOf(nested, [...path, name]))
      : [];
  return [path, ...below];
}

function at(document: unknown, path: readonly Key[]): unknown {
  return path.reduce((value, key) => (value as Container)[key], document);
}

function parent(document: JsonObject, path: readonly Key[]): Container {
  return at(document, path.slice(0, -1)) as Container;
}

function remove(document: JsonObject, path: readonly Key[]): void {
  const holder = parent(document, path);
  const key = path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
