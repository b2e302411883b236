import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleCurriculum } from '../../src/curriculum/example.ts';
import { findAchievement, findUloVersion, loadPublished } from '../../src/curriculum/index.ts';
import { makeWorld } from '../support/world.ts';

type World = Awaited<ReturnType<typeof makeWorld>>;
type Issuer = Awaited<ReturnType<World['issuer']>>;
type Method = 'GET' | 'PUT' | 'POST';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
/** A document to change: a fresh copy each time. */
const sample = () => read('catalogues/sample-academy.json');
const other = () => read('tests/data/other-academy.json');

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
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function call(issuer: Pick<Issuer, 'key'>, method: Method, url: string, body?: unknown, headers = {}) {
  const answer = await world.http.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${issuer.key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: answer.json() };
}

/** An issuer that has published a document. */
async function issuerWith(document: unknown) {
  const issuer = await world.issuer();
  const sent = await call(issuer, 'PUT', '/v1/curriculum', document);
  expect(sent.status, sent.text).toBe(200);
  return { issuer, sent: sent.body };
}

async function rows(query: string, ...values: unknown[]) {
  return (await world.database.$client.query(query, values)).rows;
}

/** How much is on the shelves of an issuer, to see that nothing was added. */
async function shelves({ id }: Issuer): Promise<unknown> {
  const tables = ['curriculum_documents', 'curriculum_items', 'achievements', 'audit_entries', 'outbox_messages'];
  return Promise.all(
    tables.map(async (table) => (await rows(`select count(*)::int as n from ${table} where issuer_id = $1`, id))[0].n),
  );
}

const newOnes = (achievements: { ref: string; isNew: boolean }[]) =>
  achievements.filter(({ isNew }) => isNew).map(({ ref }) => ref);

describe('a whole academy in one document', () => {
  test('is published, and everything in it gets version 1', async () => {
    const { sent } = await issuerWith(sample());
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
    const { issuer, sent } = await issuerWith(sample());
    const back = await call(issuer, 'GET', '/v1/curriculum');
    expect(back.text).toBe(JSON.stringify(withoutPeople(sample())));
    expect(back.headers.etag).toBe('"1"');
    expect(sent.ignored).toEqual(peopleSections.map((section) => `#/${section}`));
    const stored = await rows('select content from curriculum_documents where issuer_id = $1', issuer.id);
    expect(stored[0].content).not.toContain('deelnemer01@example.org');
  });

  test('sent again changes nothing', async () => {
    const { issuer, sent } = await issuerWith(sample());
    const before = await shelves(issuer);
    const again = await call(issuer, 'PUT', '/v1/curriculum', sample());
    expect(again.body).toMatchObject({ revision: 1, unchanged: true, published: { station: 0, ulo: 0 } });
    expect(newOnes(again.body.achievements)).toEqual([]);
    expect(again.body.achievements.map(({ id }: { id: string }) => id)).toEqual(
      sent.achievements.map(({ id }: { id: string }) => id),
    );
    expect(await shelves(issuer)).toEqual(before);
  });

  test('in a dry run is checked and told, and changes nothing', async () => {
    const issuer = await world.issuer();
    const before = await shelves(issuer);
    const told = await call(issuer, 'PUT', '/v1/curriculum?dryRun=true', sample());
    expect(told.body).toMatchObject({ revision: 0, dryRun: true, published: { station: 9 } });
    expect(newOnes(told.body.achievements)).toHaveLength(21);
    expect(told.body.achievements[0]).not.toHaveProperty('id');
    expect(await shelves(issuer)).toEqual(before);
    expect((await call(issuer, 'GET', '/v1/curriculum')).status).toBe(404);
  });

  test('tells its facts to the audit log and the outbox', async () => {
    const { issuer } = await issuerWith(sample());
    const counts = await rows(
      'select kind, count(*)::int as n from outbox_messages where issuer_id = $1 group by kind order by kind',
      issuer.id,
    );
    expect(counts).toEqual([
      { kind: 'achievement.published', n: 21 },
      { kind: 'curriculum.published', n: 1 },
    ]);
    const audited = await rows('select count(*)::int as n from audit_entries where issuer_id = $1', issuer.id);
    expect(audited[0].n).toBe(22);
  });

  test('of a very different kind works too: one language, no lines, other ids', async () => {
    const { issuer, sent } = await issuerWith(other());
    expect(sent.achievements.map(({ ref }: { ref: string }) => ref)).toEqual([
      'b-tildag',
      'b-z1',
      'b-z1-rapport',
      'b-z2',
      'b-helpende',
    ]);
    expect(sent.drafts).toEqual({ station: 1, line: 0, ulo: 1, rubric: 0, yardstick: 0 });
    expect((await call(issuer, 'GET', '/v1/curriculum')).text).toBe(JSON.stringify(other()));
  });

  test('whatever words it has, comes back unchanged and publishes once', async () => {
    const { issuer } = await issuerWith(exampleCurriculum);
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
        expect((await call(issuer, 'PUT', '/v1/curriculum', document)).status).toBe(200);
        expect((await call(issuer, 'GET', '/v1/curriculum')).text).toBe(JSON.stringify(document));
        expect((await call(issuer, 'PUT', '/v1/curriculum', document)).body.unchanged).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a document that is not right', () => {
  test('is refused whole, each fault with its place and its source', async () => {
    const { issuer } = await issuerWith(sample());
    const before = await shelves(issuer);
    const broken = sample();
    broken.stations[0].title.nl = 'Wel goed';
    broken.stations[4].hours = 12;
    broken.stations[5].requiresStations = ['station:ST-01'];
    broken.ulos[0].regulationId = 'regulation:none';
    const refused = await call(issuer, 'PUT', '/v1/curriculum', broken);
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
    expect(await shelves(issuer)).toEqual(before);
  });

  test('in its shape is a 400 with pointers', async () => {
    const issuer = await world.issuer();
    const refused = await call(issuer, 'PUT', '/v1/curriculum', {
      ...exampleCurriculum,
      stations: [{ id: 'station:1' }],
      extra: 1,
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['#/stations/0/code', '#/stations/0/type', '#/extra']),
    );
    for (const nothing of [null, 3, [], 'x']) {
      expect((await call(issuer, 'PUT', '/v1/curriculum', nothing)).status).toBe(400);
    }
  });

  test('over another revision than the caller saw is a 409', async () => {
    const { issuer } = await issuerWith(exampleCurriculum);
    const changed = { ...exampleCurriculum, about: { nl: 'anders' } };
    expect((await call(issuer, 'PUT', '/v1/curriculum', changed, { 'if-match': '"7"' })).status).toBe(409);
    expect((await call(issuer, 'PUT', '/v1/curriculum', changed, { 'if-match': '"1"' })).body.revision).toBe(2);
  });

  test('by two at once is taken one after the other', async () => {
    const issuer = await world.issuer();
    const answers = await Promise.all([1, 2, 3, 4].map(() => call(issuer, 'PUT', '/v1/curriculum', sample())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.filter(({ body }) => !body.unchanged)).toHaveLength(1);
    expect(await shelves(issuer)).toEqual([1, 32, 21, 22, 22]);
  });
});

describe('versions', () => {
  test('only what changed gets a new one', async () => {
    const { issuer } = await issuerWith(other());
    const changed = other();
    changed.stations[1].title.nl = 'Schrijfuur voor beginners';
    const { body } = await call(issuer, 'PUT', '/v1/curriculum', changed);
    expect(body.published).toEqual({ station: 1, line: 0, ulo: 0, rubric: 0, yardstick: 0 });
    expect(newOnes(body.achievements)).toEqual([]); // the station has no badge of its own
    changed.stations[0].title.nl = 'Tildag voor gevorderden';
    const next = await call(issuer, 'PUT', '/v1/curriculum', changed);
    expect(newOnes(next.body.achievements)).toEqual(['b-tildag']);
    const { body: station } = await call(issuer, 'GET', '/v1/stations/schrijfuur');
    expect(station).toMatchObject({
      version: 2,
      state: 'published',
      content: { title: { nl: 'Schrijfuur voor beginners' } },
    });
    expect(station.versions).toEqual([
      { version: 2, state: 'published' },
      { version: 1, state: 'superseded' },
    ]);
    const { body: first } = await call(issuer, 'GET', '/v1/stations/schrijfuur?version=1');
    expect(first.content.title.nl).toBe('Schrijfuur');
    expect((await call(issuer, 'GET', '/v1/stations/schrijfuur?version=3')).status).toBe(404);
  });

  test('of an achievement stay readable for ever', async () => {
    const { issuer, sent } = await issuerWith(other());
    const first = sent.achievements.find(({ ref }: { ref: string }) => ref === 'b-z1');
    const changed = other();
    changed.badges[1].validFor = 'P3Y';
    await call(issuer, 'PUT', '/v1/curriculum', changed);
    const { body: old } = await call(issuer, 'GET', `/v1/achievements/${first.id}`);
    expect(old).toMatchObject({ version: 1, supersededAt: expect.any(String), definition: { validFor: 'P2Y' } });
    const { body: page } = await call(issuer, 'GET', '/v1/achievements?ref=b-z1');
    expect(page.items.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
    const { body: current } = await call(issuer, 'GET', '/v1/achievements?ref=b-z1&current=true');
    expect(current.items.map(({ version }: { version: number }) => version)).toEqual([2]);
  });

  test('that are published refuse to change, in the code and in the database', async () => {
    const { issuer } = await issuerWith(sample());
    const changed = sample();
    changed.ulos[3].responsibility.observable.nl = 'Iets anders';
    const refused = await call(issuer, 'PUT', '/v1/curriculum', changed);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ code: 'published-ulo-changed', pointer: '#/ulos/3/version' }]);
    const walls = [
      "update achievements set definition = '{}' where issuer_id = $1",
      'delete from achievements where issuer_id = $1',
      "update curriculum_items set content = '{}' where issuer_id = $1",
      "update curriculum_items set state = 'draft' where issuer_id = $1",
      'delete from curriculum_items where issuer_id = $1',
      "update curriculum_documents set content = '{}' where issuer_id = $1",
      'delete from curriculum_documents where issuer_id = $1',
    ];
    for (const wall of walls) await expect(rows(wall, issuer.id), wall).rejects.toThrow(/cannot be (changed|deleted)/);
  });

  test('of a ULO go up only', async () => {
    const { issuer } = await issuerWith(sample());
    const raised = sample();
    raised.ulos[3].version = 2;
    raised.ulos[3].title.nl = 'Tweede versie';
    const next = await call(issuer, 'PUT', '/v1/curriculum', raised);
    expect(next.body.published).toEqual({ station: 0, line: 0, ulo: 1, rubric: 0, yardstick: 0 });
    expect(newOnes(next.body.achievements)).toEqual([
      'badge:ST-04',
      'badge:WP-03',
      'badge:line-WP',
      'badge:vp-warmtepomp',
    ]);
    const back = await call(issuer, 'PUT', '/v1/curriculum', sample());
    expect(back.body.errors).toMatchObject([{ code: 'ulo-version-goes-back', pointer: '#/ulos/3/version' }]);
    const earlier = await findUloVersion(world.database, issuer.id, 'ulo:WP-03', 1);
    expect(earlier?.title.nl).toBe('Koudekring op dichtheid beoordelen');
    expect(await findUloVersion(world.database, issuer.id, 'ulo:WP-03', 9)).toBeUndefined();
  });

  test('of what left the document are no longer awarded, and come back as they were', async () => {
    const { issuer, sent } = await issuerWith(other());
    const without = other();
    without.badges.splice(0, 1);
    const { body } = await call(issuer, 'PUT', '/v1/curriculum', without);
    expect(body.withdrawn.map(({ ref }: { ref: string }) => ref)).toEqual(['b-tildag']);
    expect((await loadPublished(world.database, issuer.id)).achievements.has('b-tildag')).toBe(false);
    const told = await rows(
      "select subject from outbox_messages where issuer_id = $1 and kind = 'achievement.withdrawn'",
      issuer.id,
    );
    expect(told).toEqual([{ subject: `achievement:${sent.achievements[0].id}` }]);
    const again = await call(issuer, 'PUT', '/v1/curriculum', other());
    expect(again.body.achievements[0]).toEqual({ ...sent.achievements[0], isNew: false });
  });
});

describe('a ULO on its way', () => {
  const rubric = {
    id: 'rubriek-Z3',
    uri: 'https://zorgacademie.example/rubriek/Z3',
    uloId: 'lu-3',
    scale: [1, 2],
    criteria: [
      {
        id: 'z3-a',
        name: { nl: 'Afspraken' },
        componentId: 'gesprek',
        requiredLevel: 2,
        levels: [1, 2].map((level) => ({
          level,
          uri: `https://zorgacademie.example/rubriek/Z3#n${level}`,
          name: { nl: `Niveau ${level}` },
          description: { nl: 'Legt afspraken vast.' },
        })),
      },
    ],
  };
  const approval = { expertId: 'wijkverpleegkundige-1', method: 'workshop', verdict: 'approved' };

  test('goes from draft to validated to published, and what waited for it is awarded', async () => {
    const { issuer } = await issuerWith(other());
    expect((await call(issuer, 'PUT', '/v1/rubrics/rubriek-Z3', rubric)).status).toBe(200);
    expect((await call(issuer, 'GET', '/v1/ulos/lu-3')).body.state).toBe('draft');

    const tooSoon = await call(issuer, 'POST', '/v1/ulos/lu-3/publish');
    expect(tooSoon.status).toBe(422);
    expect(tooSoon.body.errors.map(({ code }: { code: string }) => code)).toEqual(['ulo-not-validated']);

    await call(issuer, 'POST', '/v1/ulos/lu-3/validations', {
      ...approval,
      verdict: 'changes-requested',
      date: '2026-01-05',
    });
    expect((await call(issuer, 'GET', '/v1/ulos/lu-3')).body.state).toBe('draft');
    const validated = await call(issuer, 'POST', '/v1/ulos/lu-3/validations', approval);
    expect(validated.body.drafts).toMatchObject({ ulo: 1, station: 1 });
    expect((await call(issuer, 'GET', '/v1/ulos/lu-3')).body.state).toBe('validated');

    const published = await call(issuer, 'POST', '/v1/ulos/lu-3/publish');
    expect(newOnes(published.body.achievements)).toEqual(['b-gesprekken']);
    expect(published.body.drafts).toEqual({ station: 0, line: 0, ulo: 0, rubric: 0, yardstick: 0 });
    expect((await call(issuer, 'POST', '/v1/ulos/lu-3/publish')).status).toBe(409);

    const { body: document } = await call(issuer, 'GET', '/v1/curriculum');
    expect(document.ulos[2]).toMatchObject({ status: 'published', rubricId: 'rubriek-Z3' });
    const curriculum = await loadPublished(world.database, issuer.id);
    expect(curriculum.ulos.get('lu-3')?.rubric.criteria).toHaveLength(1);
  });

  test('as a new version leaves the version before in force until it is published', async () => {
    const { issuer } = await issuerWith(other());
    const { body: now } = await call(issuer, 'GET', '/v1/ulos/lu-1');
    const draft = {
      ...now.content,
      version: 2,
      status: 'draft',
      title: { nl: 'Veilig verplaatsen met de nieuwe lift' },
    };
    const sent = await call(issuer, 'PUT', '/v1/ulos/lu-1', draft);
    expect(newOnes(sent.body.achievements)).toEqual([]);
    expect((await loadPublished(world.database, issuer.id)).ulos.get('lu-1')).toMatchObject({
      version: 1,
      title: { nl: 'Veilig verplaatsen' },
    });
    await call(issuer, 'POST', '/v1/ulos/lu-1/validations', approval);
    const published = await call(issuer, 'POST', '/v1/ulos/lu-1/publish');
    expect(newOnes(published.body.achievements)).toEqual(['b-tildag', 'b-z1', 'b-z1-rapport', 'b-helpende']);
    expect((await loadPublished(world.database, issuer.id)).ulos.get('lu-1')?.version).toBe(2);
  });

  test('is refused with pointers into what was sent', async () => {
    const { issuer } = await issuerWith(other());
    const { body: now } = await call(issuer, 'GET', '/v1/ulos/lu-3');
    const wrong = await call(issuer, 'PUT', '/v1/ulos/lu-3', { ...now.content, skills: ['gesprek', 'dansen'] });
    expect(wrong.body.errors).toMatchObject([{ code: 'unknown-reference', pointer: '#/skills/1' }]);
    const shapeless = await call(issuer, 'PUT', '/v1/ulos/lu-3', { ...now.content, title: 'x' });
    expect([shapeless.status, shapeless.body.errors[0].pointer]).toEqual([400, '#/title']);
    expect((await call(issuer, 'PUT', '/v1/ulos/lu-4', now.content)).body.errors[0].pointer).toBe('#/id');
    const stranger = await call(issuer, 'POST', '/v1/ulos/lu-3/validations', { ...approval, expertId: 'niemand' });
    expect(stranger.body.errors).toMatchObject([{ code: 'unknown-reference', pointer: '#/expertId' }]);
    expect((await call(issuer, 'POST', '/v1/ulos/lu-9/publish')).status).toBe(404);
    const elsewhere = await call(issuer, 'PUT', '/v1/ulos/lu-3', { ...now.content, id: 'lu-3', code: 'Z1' });
    expect(elsewhere.body.errors).toMatchObject([{ code: 'duplicate-code', pointer: '#/code' }]);
  });
});

describe('lists', () => {
  test('come a page at a time', async () => {
    const { issuer } = await issuerWith(sample());
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await call(issuer, 'GET', `/v1/ulos?limit=4${after}`);
      seen.push(...body.items.map(({ ref }: { ref: string }) => ref));
      after = body.next === undefined ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(seen).toEqual(sample().ulos.map(({ id }: { id: string }) => id));
    const { body: drafts } = await call(issuer, 'GET', '/v1/stations?state=draft');
    expect(drafts.items).toEqual([]);
  });

  test.each(['stations', 'lines', 'ulos', 'rubrics', 'yardsticks'])(
    '/v1/%s lists what was published',
    async (section) => {
      const { issuer } = await issuerWith(sample());
      const { body } = await call(issuer, 'GET', `/v1/${section}?state=published`);
      expect(body.items.map(({ content }: { content: unknown }) => content)).toEqual(sample()[section]);
    },
  );
});

describe('doors', () => {
  test('one issuer does not see or touch what is another one’s', async () => {
    const { sent } = await issuerWith(sample());
    const { issuer: stranger } = await issuerWith(other());
    expect((await call(stranger, 'GET', `/v1/achievements/${sent.achievements[0].id}`)).status).toBe(404);
    expect((await call(stranger, 'GET', '/v1/ulos/ulo:WP-03')).status).toBe(404);
    expect((await call(stranger, 'GET', '/v1/ulos')).body.items).toHaveLength(3);
    expect((await loadPublished(world.database, stranger.id)).achievements.size).toBe(5);
  });

  test('an achievement is public by its id', async () => {
    const { issuer, sent } = await issuerWith(sample());
    const found = await findAchievement(world.database, sent.achievements[0].id);
    expect(found).toMatchObject({ issuerId: issuer.id, ref: 'badge:ST-01', definition: { kind: 'station' } });
  });

  test('nobody has an empty curriculum before sending one', async () => {
    const issuer = await world.issuer();
    expect((await loadPublished(world.database, issuer.id)).revision).toBe(0);
    expect((await call(issuer, 'GET', '/v1/curriculum')).status).toBe(404);
    expect((await call(issuer, 'PUT', '/v1/stations/station:ST-01', exampleCurriculum.stations[0])).status).toBe(404);
  });

  test('need a key with the right scope', async () => {
    const issuer = await world.issuer();
    expect((await call({ key: 'nobody' }, 'GET', '/v1/curriculum')).status).toBe(401);
    expect((await call({ key: issuer.readKey }, 'PUT', '/v1/curriculum', exampleCurriculum)).status).toBe(403);
  });
});
