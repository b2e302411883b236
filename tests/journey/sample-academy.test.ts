import { readFileSync } from 'node:fs';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkShape } from '../../src/openbadges/index.ts';
import { verifiesIndependently } from '../support/independent-verifier.ts';
import { reportSample } from '../support/load-sample.ts';
import { rowCounts } from '../support/row-counts.ts';
import { storedBytesOf } from '../support/stored-badge.ts';
import { type Answer, makeWorld, type Provider, sampleAcademy, type World } from '../support/world.ts';

const schemaFolder = new URL('../../src/openbadges/schemas/', import.meta.url);
const readSchema = (file: string) => JSON.parse(readFileSync(new URL(file, schemaFolder), 'utf8'));
const generations = ['ob_v3p0_achievementcredential_schema.json', 'strict-2025-03-achievementcredential.json'];
const now = '2026-11-22T12:00:00Z';
const verdicts: Record<string, string> = { active: 'valid', revoked: 'revoked', suspended: 'suspended' };

/** One badge as the world gets it, with the award that it is of. */
interface Badge {
  readonly award: any;
  readonly name: string;
  readonly bytes: Buffer;
  readonly document: any;
}

let world: World;
let academy: Provider;
let answers: Answer[];
let badges: Badge[];
let didDocument: any;

beforeAll(async () => {
  world = await makeWorld({ now });
  academy = await world.academy();
  answers = await reportSample(academy);
  const { body: page } = await academy.get('/v1/awards?limit=200');
  badges = await Promise.all(
    page.items.map(async (award: any) => {
      const { bytes, body } = await world.stranger.get(new URL(award.url).pathname);
      return { award, name: `${award.learner.reference} ${award.achievement.ref}`, bytes, document: body };
    }),
  );
  didDocument = (await world.stranger.get('/issuers/kompas/did.json')).body;
});
afterAll(() => world[Symbol.asyncDispose]());

const badgeOf = (name: string): Badge => {
  const found = badges.find((badge) => badge.name === name);
  if (found === undefined) throw new Error(`no badge ${name}`);
  return found;
};

test('every report is accepted', () => {
  expect(answers.filter(({ status }) => status > 201).map(({ text }) => text)).toEqual([]);
});

test('exactly the badges of the sample are there, each in its state', () => {
  const expected = sampleAcademy.credentials.map((each: any) => `${each.learnerId} ${each.badgeId} ${each.status}`);
  expect(badges.map(({ name, award }) => `${name} ${award.state}`).toSorted()).toEqual(expected.toSorted());
  expect(badges).toHaveLength(86);
});

test('each is awarded on the day that the sample says; a line on the day of the last thing it needed', () => {
  for (const { learnerId, badgeId, awardedDate } of sampleAcademy.credentials) {
    const { award, document } = badgeOf(`${learnerId} ${badgeId}`);
    expect(document.awardedDate, badgeId).toBe(`${award.awardedDate}T00:00:00Z`);
    if (award.achievement.kind !== 'line') expect(award.awardedDate).toBe(awardedDate);
  }
});

test('the two other learners who meet the yardstick of the scheme are proposed', async () => {
  const { body } = await academy.get('/v1/proposals?state=proposed');
  expect(body.items.map(({ learner }: any) => learner.reference)).toEqual(['learner:01', 'learner:04']);
});

test.each(generations)('every badge is valid under %s', (file) => {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(readSchema(file));
  for (const { document, name } of badges) {
    validate(document);
    expect(validate.errors ?? [], name).toEqual([]);
  }
});

test('our own strictest reading finds nothing', () => {
  for (const { document, name } of badges) expect(checkShape(document), name).toEqual([]);
});

test('every badge is told by POST /verify as what it is', async () => {
  for (const { bytes, award, name } of badges) {
    const { body } = await world.stranger.post('/verify', bytes);
    expect(body.verdict, name).toBe(verdicts[award.state]);
  }
});

test('every badge verifies by an independent computation against did.json, and fails when one letter changes', async () => {
  for (const { document, name } of badges) {
    expect(await verifiesIndependently(document, didDocument), name).toBe(true);
    const changed = structuredClone(document);
    changed.credentialSubject.achievement.name += '!';
    expect(await verifiesIndependently(changed, didDocument), name).toBe(false);
  }
}, 120_000);

describe('verifier-core, the verifier of wallets and of VerifierPlus', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('agrees on every one', async () => {
    stubNetwork();
    vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
    for (const { document, award, name } of badges) {
      const result: any = await verifyCredential({ credential: document, knownDIDRegistries: [] });
      const log = Object.fromEntries((result.log ?? []).map(({ id, valid }: any) => [id, valid]));
      expect(log, name).toMatchObject({
        valid_signature: true,
        expiration: true,
        revocation_status: award.state === 'active',
      });
      const [schema] = result.additionalInformation?.[0]?.results ?? [];
      expect(schema?.result, name).toMatchObject({ valid: true });
    }
  }, 120_000);

  /** What a foreign verifier fetches, answered by this very app; the schema from the pinned copy. */
  function stubNetwork(): void {
    vi.stubGlobal('fetch', async (request: Request | string | URL) => {
      const url = request instanceof Request ? request.url : String(request);
      if (url.startsWith('https://purl.imsglobal.org/spec/ob/v3p0/schema/'))
        return Response.json(readSchema(generations[0] ?? ''));
      if (!url.startsWith('https://badges.example/')) throw new TypeError(`no network in tests: ${url}`);
      const { text, status } = await world.stranger.get(new URL(url).pathname);
      return new Response(text, { status, headers: { 'content-type': 'application/json' } });
    });
  }
});

describe('what a badge says', () => {
  test('names the skills by the exact ESCO URIs of the curriculum', () => {
    for (const { document, award, name } of badges.filter((badge) => badge.award.achievement.kind === 'ulo')) {
      const ulo = sampleAcademy.ulos.find(({ id }: any) => id === award.achievement.ref.replace('badge:', 'ulo:'));
      const uris = [...ulo.skills, ...ulo.knowledge].flatMap((ref: string) =>
        sampleAcademy.skills
          .find(({ id }: any) => id === ref)
          .alignments.filter(({ targetFramework }: any) => targetFramework === 'ESCO')
          .map(({ targetUrl }: any) => targetUrl),
      );
      const { alignment } = document.credentialSubject.achievement;
      const named = alignment.map(({ targetUrl }: any) => targetUrl).filter((url: string) => url.includes('/esco/'));
      expect(uris.length, name).toBeGreaterThan(0);
      expect(named.toSorted(), name).toEqual([...new Set(uris)].toSorted());
    }
  });

  test('points every result at a level of its own rubric, and the level is the one that was reached', () => {
    for (const { document, award, name } of badges.filter((badge) => badge.award.achievement.kind === 'ulo')) {
      const { achievement, result } = document.credentialSubject;
      const assessment = sampleAcademy.assessments.find(
        (each: any) =>
          each.learnerId === award.learner.reference && each.uloId === award.achievement.ref.replace('badge:', 'ulo:'),
      );
      const reached = result.map((each: any) => {
        const description = achievement.resultDescription.find(({ id }: any) => id === each.resultDescription);
        return Number(description.rubricCriterionLevel.find(({ id }: any) => id === each.achievedLevel).level);
      });
      expect(reached, name).toEqual(assessment.scores.map(({ level }: any) => level));
    }
  });

  test('is in the language of the learner, otherwise in that of the achievement; both occur', () => {
    const languages = badges.map(({ document, award, name }) => {
      const learner = sampleAcademy.learners.find(({ id }: any) => id === award.learner.reference);
      const { inLanguage } = document.credentialSubject.achievement;
      expect(inLanguage, name).toBe(learner.preferredLanguage === 'en' ? 'en' : 'nl');
      return inLanguage;
    });
    expect(new Set(languages)).toEqual(new Set(['nl', 'en']));
  });

  test('holds neither an e-mail address nor a name of a learner or an assessor', () => {
    const people = [
      ...sampleAcademy.learners.flatMap(({ email, givenName, familyName }: any) => [
        email,
        email.split('@')[0],
        familyName,
        `${givenName} ${familyName}`,
      ]),
      ...sampleAcademy.experts.map(({ name }: any) => name),
    ];
    expect(people.length).toBeGreaterThan(30);
    for (const { document, name } of badges) {
      // Random letters may spell anybody's name.
      const random = ['proofValue', 'identityHash', 'salt', 'verificationMethod'];
      const text = JSON.stringify(document, (key, value) => (random.includes(key) ? '' : value)).toLowerCase();
      const found = people.filter((each) => text.includes(each.toLowerCase()));
      expect(found, name).toEqual([]);
    }
  });

  test('hides its holder behind another salt and hash each time', () => {
    const identities = badges.map(({ document }) => document.credentialSubject.identifier[0]);
    for (const { hashed, identityType, identityHash } of identities) {
      expect({ hashed, identityType }).toEqual({ hashed: true, identityType: 'emailAddress' });
      expect(identityHash).toMatch(/^sha256\$[0-9a-f]{64}$/);
    }
    expect(new Set(identities.map(({ salt }) => salt)).size).toBe(86);
    expect(new Set(identities.map(({ identityHash }) => identityHash)).size).toBe(86);
  });

  test('has a place in a status list that no other badge has', () => {
    const places = badges.map(({ document: { credentialStatus: status } }) =>
      [status.statusListCredential, status.statusListIndex].join('#'),
    );
    expect(new Set(places).size).toBe(86);
  });

  test('is served as it was stored, byte for byte', async () => {
    for (const { bytes, award } of badges) {
      const stored = await storedBytesOf(world, award.id);
      expect(stored.map((each) => each.equals(bytes))).toEqual([true]);
    }
  });
});

test('reporting all of it once more changes nothing', async () => {
  const before = await rowCounts(world.database);
  const again = await reportSample(academy);
  expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await rowCounts(world.database)).toEqual(before);
  for (const { award, bytes } of badges) {
    const now_ = await world.stranger.get(new URL(award.url).pathname);
    expect(now_.bytes.equals(bytes)).toBe(true);
  }
});
