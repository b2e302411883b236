import { beforeAll, describe, expect, test } from 'vitest';
import { checkShape, isObject, type JsonObject, verifyProofs } from '../../src/openbadges/index.ts';
import { controllers, signedBadge } from './sample-badge.ts';

type Step = string | number;

let badge: JsonObject;

beforeAll(async () => {
  badge = await signedBadge();
});

/** As the service judges it: the shape first, the proofs only when the shape is good. */
async function isAccepted(document: JsonObject): Promise<boolean> {
  return checkShape(document).length === 0 && (await verifyProofs(document, controllers)).verified;
}

/** The places of everything in a document below the top. */
function placesIn(value: unknown, path: Step[] = []): Step[][] {
  if (value === null || typeof value !== 'object') return [path];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.keys(value).flatMap((name) =>
      placesIn(read(value, [name]), [...path, Array.isArray(value) ? Number(name) : name]),
    ),
  ];
}

function read(value: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<Step, unknown>)[step], value);
}

/** A copy in which the value at a place is another. */
function changed(path: readonly Step[], change: (value: unknown) => unknown): JsonObject {
  const copy = structuredClone(badge);
  const holder = read(copy, path.slice(0, -1)) as Record<Step, unknown>;
  const last = path.at(-1) ?? '';
  holder[last] = change(holder[last]);
  return copy;
}

function without(path: readonly Step[]): JsonObject {
  const copy = structuredClone(badge);
  const holder = read(copy, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as JsonObject)[last];
  return copy;
}

const isLeaf = (path: readonly Step[]) => typeof read(badge, path) !== 'object';
const named = (path: readonly Step[]) => `/${path.join('/')}`;

/** All places at which a forgery is accepted; must be none. */
async function acceptedForgeries(forgeries: Iterable<[name: string, document: JsonObject]>): Promise<string[]> {
  const accepted: string[] = [];
  for (const [name, document] of forgeries) if (await isAccepted(document)) accepted.push(name);
  return accepted;
}

test('the badge itself is accepted, so that the refusals below say something', async () => {
  expect(checkShape(badge)).toEqual([]);
  expect(await verifyProofs(badge, controllers)).toMatchObject({ verified: true, code: 'proof-verified' });
  expect(placesIn(badge).filter(isLeaf).length).toBeGreaterThan(200);
});

describe('after signing, nobody can', () => {
  test('change any value', async () => {
    const leaves = placesIn(badge).filter(isLeaf);
    const other = (value: unknown) => (typeof value === 'boolean' ? !value : `${String(value)}x`);
    expect(await acceptedForgeries(leaves.map((path) => [named(path), changed(path, other)]))).toEqual([]);
  }, 120_000);

  test('change the case of a letter or the last character of any value', async () => {
    const leaves = placesIn(badge).filter((path) => typeof read(badge, path) === 'string');
    const other = (value: unknown) => {
      const text = String(value);
      const swapped = text.replace(/[a-z]/i, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
      return swapped === text ? text.slice(0, -1) : swapped;
    };
    expect(await acceptedForgeries(leaves.map((path) => [named(path), changed(path, other)]))).toEqual([]);
  }, 120_000);

  test('take any member or item away', async () => {
    expect(await acceptedForgeries(placesIn(badge).map((path) => [named(path), without(path)]))).toEqual([]);
  }, 120_000);

  test.each([
    ['null', null],
    ['an empty list', []],
    ['an empty object', {}],
    ['a number', 1],
    ['true', true],
  ])(
    'put %s in the place of any value',
    async (_name, value) => {
      const places = placesIn(badge).filter((path) => read(badge, path) !== value);
      expect(await acceptedForgeries(places.map((path) => [named(path), changed(path, () => value)]))).toEqual([]);
    },
    120_000,
  );

  // The same statement in another form: JSON-LD signs these alike, so the shape has to refuse them.
  test.each<[string, (value: unknown) => unknown]>([
    ['a list of one', (value) => [value]],
    ['a reference object', (value) => ({ id: value })],
    ['a value object', (value) => ({ '@value': value })],
    ['a translation', (value) => ({ nl: value })],
  ])(
    'write any value as %s',
    async (_name, change) => {
      const leaves = placesIn(badge).filter(isLeaf);
      expect(await acceptedForgeries(leaves.map((path) => [named(path), changed(path, change)]))).toEqual([]);
    },
    120_000,
  );

  test.each<[string, unknown]>([
    ['@index', 'unsigned words'],
    ['@included', [{ id: 'urn:x', type: ['Profile'], name: 'unsigned words' }]],
    ['@graph', []],
    ['@reverse', {}],
    ['@context', { '@vocab': 'https://example.org/' }],
    ['@context', []],
    ['endorsementJwt', 'a.b.c'],
    ['unknownTerm', 'unsigned words'],
    ['description', null],
    ['image', []],
  ])(
    'add %s to any object',
    async (name, value) => {
      const objects = [[], ...placesIn(badge).filter((path) => isObject(read(badge, path)))].filter(
        (path) => !(name in (read(badge, path) as JsonObject)),
      );
      const forgeries = objects.map((path): [string, JsonObject] => {
        const copy = structuredClone(badge);
        (read(copy, path) as JsonObject)[name] = value;
        return [named(path), copy];
      });
      expect(forgeries.length).toBeGreaterThan(20);
      expect(await acceptedForgeries(forgeries)).toEqual([]);
    },
    120_000,
  );

  test.each<[string, unknown]>([
    ['a context that defines everything', [{ '@vocab': 'https://example.org/' }]],
    ['an unknown context', ['https://example.org/context']],
    ['a known one twice', ['https://www.w3.org/ns/credentials/v2']],
    ['the first generation', ['https://www.w3.org/2018/credentials/v1']],
  ])('append %s', async (_name, more) => {
    const contexts = [...(badge['@context'] as string[]), ...(more as string[])];
    expect(await isAccepted({ ...badge, '@context': contexts })).toBe(false);
  });

  test('put the contexts in another order', async () => {
    expect(await isAccepted({ ...badge, '@context': (badge['@context'] as string[]).toReversed() })).toBe(false);
  });

  test('hide the place in the status list, which the schema of Open Badges does not know', async () => {
    const status = badge.credentialStatus as JsonObject;
    for (const forged of [
      [status],
      status.id,
      { ...status, type: ['BitstringStatusListEntry'] },
      { ...status, statusListIndex: [status.statusListIndex] },
      { ...status, statusListCredential: { id: status.statusListCredential } },
      { ...status, statusListCredential: [status.statusListCredential] },
      { ...status, statusPurpose: ['revocation'] },
    ])
      expect(checkShape({ ...badge, credentialStatus: forged })).not.toEqual([]);
  });
});
