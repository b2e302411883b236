import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormatsModule from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimalFacts, richFacts } from '../../../tests/interop/badges.ts';
import { checkShape } from '../shape/check-shape.ts';
import { buildCredential } from './credential.ts';
import type { AlignmentFacts, CredentialFacts, CriterionFacts, ProfileFacts } from './facts.ts';

/** Compiled here, not by the library, so that a mistake there does not hide one in the documents. */
function validator(file: string) {
  const schema = JSON.parse(readFileSync(new URL(`../schemas/${file}`, import.meta.url), 'utf8')) as object;
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormatsModule.default(ajv);
  return ajv.compile(schema);
}

const generations = [
  ['of March 2025', validator('strict-2025-03-achievementcredential.json')],
  ['of today', validator('ob_v3p0_achievementcredential_schema.json')],
] as const;

/** Members that JSON or JSON-LD would leave out. */
function hollow(value: unknown, path = ''): string[] {
  if (value === undefined || value === null || value === '') return [path];
  if (typeof value !== 'object') return [];
  if (Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([name, nested]) => hollow(nested, `${path}/${name}`));
}

describe.each([
  ['a rich badge', richFacts],
  ['a minimal badge', minimalFacts],
])('%s', (_name, facts) => {
  const built = buildCredential(facts);

  test.each(generations)('is valid under the schema %s', (_generation, validate) => {
    validate(built);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('passes our own checks', () => {
    expect(checkShape(built)).toEqual([]);
  });

  test('has nothing hollow in it', () => {
    expect(hollow(built)).toEqual([]);
  });
});

test('both generations of the schema notice a fault, so that they are worth asking', () => {
  const { credentialSubject, ...rest } = buildCredential(richFacts);
  const { achievement, ...subject } = credentialSubject;
  expect(achievement).toBeDefined();
  for (const [, validate] of generations) expect(validate({ ...rest, credentialSubject: subject })).toBe(false);
});

describe('what is stated', () => {
  test('the holder is named by the hash of the address, or by a DID that was proven, never by both', () => {
    const hashed = buildCredential(richFacts).credentialSubject;
    expect(hashed.id).toBeUndefined();
    expect(hashed.identifier).toHaveLength(1);
    expect(JSON.stringify(hashed)).not.toContain('anna');
    const proven = buildCredential(minimalFacts).credentialSubject;
    expect(proven.id).toBe('did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2');
    expect(proven.identifier).toBeUndefined();
  });

  test('moments have a zone and no fraction', () => {
    const { validFrom, validUntil } = buildCredential({
      ...richFacts,
      validFrom: new Date('2026-07-23T09:30:00.999Z'),
    });
    expect([validFrom, validUntil]).toEqual(['2026-07-23T09:30:00Z', '2031-07-23T21:59:59Z']);
  });

  test('the address of the badge is where it is refreshed, and the context for that is there', () => {
    const { id, refreshService, '@context': contexts } = buildCredential(richFacts);
    expect(refreshService).toEqual({ id, type: '1EdTechCredentialRefresh' });
    expect(contexts).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ]);
  });

  test('the place in the status list is a string, and the entry has an address of its own', () => {
    expect(buildCredential(richFacts).credentialStatus).toEqual({
      id: 'https://badges.example/issuers/kompas/status/1#94567',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '94567',
      statusListCredential: 'https://badges.example/issuers/kompas/status/1',
    });
  });

  test('the address of a concept is kept byte for byte', () => {
    const targetUrl = 'http://data.europa.eu/esco/skill/A%2fb/../?q=%C3%A9#x';
    const alignments = [{ targetName: 'x', targetUrl, targetType: 'ext:x' }];
    const built = buildCredential({ ...richFacts, achievement: { ...richFacts.achievement, alignments } });
    expect(built.credentialSubject.achievement.alignment?.[0]?.targetUrl).toBe(targetUrl);
  });

  test('evidence under one address stays apart: the first keeps the address', () => {
    const evidence = ['a', 'b'].map((name) => ({ name, url: 'https://example.org/1' }));
    expect(buildCredential({ ...richFacts, evidence }).evidence).toEqual([
      { id: 'https://example.org/1', type: ['Evidence'], name: 'a' },
      { type: ['Evidence'], name: 'b' },
    ]);
  });

  test('the order of levels and criteria is that of the rubric', () => {
    const [first] = buildCredential(richFacts).credentialSubject.achievement.resultDescription ?? [];
    expect(first?.rubricCriterionLevel.map(({ level }) => level)).toEqual(['1', '2', '3']);
    expect(first?.requiredLevel).toBe(first?.rubricCriterionLevel[2]?.id);
  });
});

// Whatever the rooms above may say.
const words = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const address = fc.webUrl({ withFragments: true, withQueryParameters: true });
const moment = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('9000-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const profile: fc.Arbitrary<ProfileFacts> = fc.record(
  {
    id: address,
    name: words,
    url: maybe(address),
    description: maybe(words),
    image: maybe(address),
    email: maybe(fc.constant('info@example.org')),
    phone: maybe(fc.constant('+31205550100')),
    address: maybe(
      fc.record({
        streetAddress: maybe(words),
        postalCode: maybe(words),
        addressCountryCode: maybe(fc.constant('NL')),
      }),
    ),
    otherIdentifier: maybe(
      fc.array(fc.record({ identifier: words, identifierType: fc.constant('ext:BRIN') }), { maxLength: 2 }),
    ),
  },
  { requiredKeys: ['id', 'name'] },
);
const alignment: fc.Arbitrary<AlignmentFacts> = fc.record(
  {
    targetName: words,
    targetUrl: address,
    targetDescription: maybe(words),
    targetFramework: maybe(words),
    targetCode: maybe(words),
    targetType: fc.constantFrom('ext:esco:Skill', 'CTDL', 'ceasn:Competency'),
  },
  { requiredKeys: ['targetName', 'targetUrl', 'targetType'] },
);
const criterions: fc.Arbitrary<CriterionFacts[]> = fc
  .array(fc.tuple(words, fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 4 })), { maxLength: 3 })
  .map((list) =>
    list.map(([name, levels], index) => ({
      id: `https://example.org/rubric#${index}`,
      name,
      requiredLevel: `https://example.org/rubric/${index}/1`,
      levels: levels.map(([title, description], position) => ({
        id: `https://example.org/rubric/${index}/${position + 1}`,
        name: title,
        description,
        level: position + 1,
      })),
    })),
  );
const facts: fc.Arbitrary<CredentialFacts> = fc
  .record({
    id: address,
    issuer: profile,
    validFrom: moment,
    days: maybe(fc.nat(10_000)),
    awardedDate: moment,
    subject: fc.oneof(
      fc.record({ email: fc.emailAddress(), salt: fc.stringMatching(/^[0-9a-f]{32}$/) }),
      fc.record({ did: fc.constant('did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2') }),
    ),
    activityStart: maybe(moment),
    activityEnd: maybe(moment),
    narrative: maybe(words),
    assessedBy: maybe(profile),
    evidence: fc.array(
      fc.record({
        url: maybe(fc.oneof(address, fc.constant('https://example.org/evidence'))),
        name: words,
        description: maybe(words),
        narrative: maybe(words),
        genre: maybe(words),
      }),
      { maxLength: 3 },
    ),
    achievement: fc.record({
      id: address,
      achievementType: fc.constantFrom('Achievement', 'MicroCredential', 'ext:Station'),
      name: words,
      description: words,
      criteriaUrl: address,
      criteria: words,
      humanCode: words,
      image: maybe(fc.record({ url: address, caption: words })),
      inLanguage: fc.constantFrom('nl', 'en', 'nl-NL'),
      version: words,
      creator: maybe(profile),
      alignments: fc.array(alignment, { maxLength: 3 }),
      related: fc.array(fc.record({ id: address, inLanguage: maybe(fc.constant('en')), version: maybe(words) }), {
        maxLength: 2,
      }),
      criterions,
      tags: fc.array(fc.oneof(words, fc.constantFrom('a', 'b')), { maxLength: 4 }),
    }),
    status: fc.record({ listUrl: fc.constant('https://example.org/status/1'), index: fc.nat(131_071) }),
    skillLevel: maybe(alignment),
  })
  .map(({ days, skillLevel, ...rest }) => ({
    ...rest,
    validUntil: days === undefined ? undefined : new Date(rest.validFrom.getTime() + days * 86_400_000),
    results: rest.achievement.criterions.map(({ id, levels }) => ({
      criterionId: id,
      levelId: levels.at(-1)?.id ?? '',
      skillLevel,
    })),
  }));

test('whatever the facts, the badge is sound, has nothing hollow in it, and is the same after a journey as JSON', () => {
  fc.assert(
    fc.property(facts, (stated) => {
      const built = buildCredential(stated);
      expect(hollow(built)).toEqual([]);
      expect(checkShape(built)).toEqual([]);
      for (const [, validate] of generations) expect(validate(built) || validate.errors).toBe(true);
      expect(JSON.parse(JSON.stringify(built))).toEqual(built);
      expect(buildCredential(stated)).toEqual(built);
    }),
    { numRuns: 200 },
  );
});
