import { readdirSync, readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import { checkShape, documentLoader, type JsonObject } from '../../src/openbadges/index.ts';

const folder = new URL('../data/openbadges/examples/', import.meta.url);
const example = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as JsonObject;
const canonize = (document: JsonObject) =>
  jsonld.canonize(document, { algorithm: 'RDFC-1.0', base: null, safe: true, documentLoader: documentLoader() });

const accepted = [
  'achievementAlignmentCase__achievement-alignment-case',
  'achievementAlignmentCe__achievement-alignment-credential-engine',
  'basicOpenBadgeCredential__sample-openbadgecredential',
  'docformat__sample-openbadgecredential-file-contents',
  'fullOpenBadge__complete-openbadgecredential',
  'impl_recommended-practices__achievement-alignment-case',
  'impl_recommended-practices__skill-assertion-credential-registry',
  'skillAssertionCase__skill-assertion-case',
  'skillAssertionCtdl__skill-assertion-credential-registry',
];

const refused: [name: string, code: string, pointer: string][] = [
  ['endorsement__sample-endorsementcredential', 'not-a-credential', '/type'],
  ['equality-and-comparison__sample-credential-a', 'context-not-allowed', '/@context/2'],
  ['impl_linked-data-proof-clr__credential', 'context-order', '/@context/1'],
  ['impl_migrating__upgraded-ob-2-0-assertion-included-within-clr-2-0', 'schema', '/issuer/otherIdentifier/0/type'],
  ['legacy__readme-sample-assertion-credential', 'context-not-allowed', '/@context/2'],
];

describe('of the examples of the Open Badges specification', () => {
  test.each(accepted)('%s is accepted, and every member of it can be signed', async (name) => {
    expect(checkShape(example(name))).toEqual([]);
    expect((await canonize(example(name))).split('\n').length).toBeGreaterThan(10);
  });

  test.each(refused)('%s is refused: %s at %s', (name, code, pointer) => {
    expect(checkShape(example(name))).toContainEqual(expect.objectContaining({ code, pointer }));
  });

  test('none is left out', () => {
    const named = [...accepted, ...refused.map(([name]) => name)].map((name) => `${name}.json`);
    expect(readdirSync(folder).toSorted()).toEqual(named.toSorted());
  });
});
