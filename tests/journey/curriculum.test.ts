import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleCurriculum } from '../../src/curriculum/example.ts';
import { curricula, newOnes, other, sample } from '../support/curriculum.ts';
import { makeWorld, type World } from '../support/world.ts';

const peopleSections = [
  'learners',
  'completions',
  'assessments',
  'partialProofs',
  'credentials',
  'consents',
  'skillsGap',
];
const withoutPeople = (document: object) =>
  Object.fromEntries(Object.entries(document).filter(([section]) => !peopleSections.includes(section)));

let world: World;
const academy = curricula(() => world);
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('a whole academy in one document', () => {
  test('is published, and everything in it gets version 1', async () => {
    const { sent } = await academy.issuerWith(sample());
    expect(sent).toMatchObject({
      revision: 1,
      unchanged: false,
      published: { station: 9, line: 2, ulo: 9, rubric: 9, yardstick: 3 },
      drafts: { station: 0, line: 0, ulo: 0, rubric: 0, yardstick: 0 },
      withdrawn: [],
    });
    expect(sent.achievements).toHaveLength(21);
    expect(sent.achievements[0]).toMatchObject({ ref: 'badge:ST-01', version: 1, kind: 'station', isNew: true });
    expect(sent.warnings.map(({ code }: { code: string }) => code)).toEqual(['verb-not-on-list', 'verb-not-on-list']);
  });

  test('is read back as it was sent, to the byte, without the people in it', async () => {
    const { issuer, sent } = await academy.issuerWith(sample());
    const back = await issuer.get('/v1/curriculum');
    expect(back.text).toBe(JSON.stringify(withoutPeople(sample())));
    expect(back.headers.etag).toBe('"1"');
    expect(sent.ignored).toEqual(peopleSections.map((section) => `#/${section}`));
    const stored = await academy.rows(
      'select content from curriculum_documents where issuer_id = $1',
      issuer.issuer.id,
    );
    expect(stored[0].content).not.toContain('deelnemer01@example.org');
  });

  test('sent again changes nothing', async () => {
    const { issuer, sent } = await academy.issuerWith(sample());
    const before = await academy.shelves(issuer);
    const again = await issuer.put('/v1/curriculum', sample());
    expect(again.body).toMatchObject({ revision: 1, unchanged: true, published: { station: 0, ulo: 0 } });
    expect(newOnes(again.body.achievements)).toEqual([]);
    expect(again.body.achievements.map(({ id }: { id: string }) => id)).toEqual(
      sent.achievements.map(({ id }: { id: string }) => id),
    );
    expect(await academy.shelves(issuer)).toEqual(before);
  });

  test('in a dry run is checked and told, and changes nothing', async () => {
    const issuer = await academy.issuer();
    const before = await academy.shelves(issuer);
    const told = await issuer.put('/v1/curriculum?dryRun=true', sample());
    expect(told.body).toMatchObject({ revision: 0, dryRun: true, published: { station: 9 } });
    expect(newOnes(told.body.achievements)).toHaveLength(21);
    expect(told.body.achievements[0]).not.toHaveProperty('id');
    expect(await academy.shelves(issuer)).toEqual(before);
    expect((await issuer.get('/v1/curriculum')).status).toBe(404);
  });

  test('tells its facts to the audit log and the outbox', async () => {
    const { issuer } = await academy.issuerWith(sample());
    for (const [table, column] of [
      ['outbox_messages', 'kind'],
      ['audit_entries', 'action'],
    ]) {
      const counts = await academy.rows(
        `select ${column} as fact, count(*)::int as n from ${table} where issuer_id = $1 group by 1 order by 1`,
        issuer.issuer.id,
      );
      expect(counts, table).toEqual([
        { fact: 'achievement.published', n: 21 },
        { fact: 'api-key.created', n: 1 },
        { fact: 'curriculum.published', n: 1 },
        { fact: 'issuer.created', n: 1 },
        { fact: 'key.activated', n: 1 },
        { fact: 'key.created', n: 1 },
      ]);
    }
  });

  test('of a very different kind works too: one language, no lines, other ids', async () => {
    const { issuer, sent } = await academy.issuerWith(other());
    expect(sent.achievements.map(({ ref }: { ref: string }) => ref)).toEqual([
      'b-tildag',
      'b-z1',
      'b-z1-rapport',
      'b-z2',
      'b-helpende',
    ]);
    expect(sent.drafts).toEqual({ station: 1, line: 0, ulo: 1, rubric: 0, yardstick: 0 });
    expect((await issuer.get('/v1/curriculum')).text).toBe(JSON.stringify(other()));
  });

  test('whatever words it has, comes back unchanged and publishes once', async () => {
    const { issuer } = await academy.issuerWith(exampleCurriculum);
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text));
    await fc.assert(
      fc.asyncProperty(words, fc.array(words, { maxLength: 3 }), fc.boolean(), async (title, names, draft) => {
        const document = {
          about: { nl: title },
          ...exampleCurriculum,
          providers: names.map((name, at) => ({ name, id: `prov:${at}` })),
          stations: exampleCurriculum.stations.map((station) => ({ ...station, title: { nl: title } })),
          badges: draft ? exampleCurriculum.badges.toReversed() : exampleCurriculum.badges,
        };
        expect((await issuer.put('/v1/curriculum', document)).status).toBe(200);
        expect((await issuer.get('/v1/curriculum')).text).toBe(JSON.stringify(document));
        expect((await issuer.put('/v1/curriculum', document)).body.unchanged).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a document that is not right', () => {
  test('is refused whole, each fault with its place and its source', async () => {
    const { issuer } = await academy.issuerWith(sample());
    const before = await academy.shelves(issuer);
    const broken = sample();
    broken.stations[0].title.nl = 'Wel goed';
    broken.stations[4].hours = 12;
    broken.stations[5].requiresStations = ['station:ST-01'];
    broken.ulos[0].regulationId = 'regulation:none';
    const refused = await issuer.put('/v1/curriculum', broken);
    expect(refused.status).toBe(422);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.body.type).toMatch(/\/problems\/rule-violated$/);
    const faults = refused.body.errors.map(
      ({ code, pointer }: { code: string; pointer: string }) => `${code} ${pointer}`,
    );
    expect(faults).toEqual(
      expect.arrayContaining([
        'unknown-reference #/ulos/0/regulationId',
        'hours-out-of-bounds #/stations/4/hours',
        'station-depends-on-station #/stations/5/requiresStations/0',
      ]),
    );
    expect(refused.body.errors[1].detail).toContain('toolkit');
    expect(await academy.shelves(issuer)).toEqual(before);
  });

  test('in its shape is a 400 with pointers', async () => {
    const issuer = await academy.issuer();
    const refused = await issuer.put('/v1/curriculum', {
      ...exampleCurriculum,
      stations: [{ id: 'station:1' }],
      extra: 1,
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['#/stations/0/code', '#/stations/0/type', '#/extra']),
    );
    for (const nothing of [null, 3, [], 'x']) {
      expect((await issuer.put('/v1/curriculum', nothing)).status).toBe(400);
    }
  });

  test('over another revision than the caller saw is a 409', async () => {
    const { issuer } = await academy.issuerWith(exampleCurriculum);
    const changed = { ...exampleCurriculum, about: { nl: 'anders' } };
    expect((await issuer.put('/v1/curriculum', changed, { 'if-match': '"7"' })).status).toBe(409);
    expect((await issuer.put('/v1/curriculum', changed, { 'if-match': '"1"' })).body.revision).toBe(2);
  });

  test('by two at once is taken one after the other', async () => {
    const issuer = await academy.issuer();
    const answers = await Promise.all([1, 2, 3, 4].map(() => issuer.put('/v1/curriculum', sample())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.filter(({ body }) => !body.unchanged)).toHaveLength(1);
    expect(await academy.shelves(issuer)).toEqual([1, 32, 21, 22, 22]);
  });
});
