import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSkillsByUri } from '../../src/catalogue/index.ts';
import {
  type CatalogueWorld,
  dataFile,
  escoImport,
  get,
  makeCatalogueWorld,
  search,
  upload,
} from '../support/catalogue.ts';

describe('the whole of ESCO 1.1.1, the Dutch labels and O*NET', () => {
  let world: CatalogueWorld;
  beforeAll(async () => {
    world = await makeCatalogueWorld();
    const gzip = 'application/gzip';
    const imports = [
      await upload(world, 'operator', escoImport('1.1.1'), dataFile('esco/esco-1.1.1-skills-en.csv.gz'), gzip),
      await upload(
        world,
        'operator',
        escoImport('1.0.9', 'nl'),
        dataFile('esco/esco-1.0-skills-nl-partial.csv.gz'),
        gzip,
      ),
      await upload(
        world,
        'operator',
        '/v1/catalogues/onet/imports?version=29.2',
        dataFile('onet/onet-29.2-content-model-reference.csv.gz'),
        gzip,
      ),
    ];
    expect(imports.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(imports[0]?.body).toMatchObject({
      outcome: 'imported',
      records: 13_896,
      added: 13_896,
      retired: 0,
      definesConcepts: true,
    });
    expect(imports[1]?.body).toMatchObject({
      records: 452,
      added: 0,
      changed: 421,
      skipped: 31,
      definesConcepts: false,
    });
    expect(imports[2]?.body).toMatchObject({ added: 120 });
  }, 60_000);
  afterAll(() => world[Symbol.asyncDispose]());

  test('the list of catalogues tells versions, counts, licence and attribution', async () => {
    const { body } = await get(world, '/v1/catalogues');
    expect(body.items).toMatchObject([
      {
        id: 'esco',
        attribution: 'This service uses the ESCO classification of the European Commission.',
        concepts: 13_896,
        kinds: { skill: 10_831, knowledge: 3_059, unspecified: 6 },
        languages: { en: 13_896, nl: 421 },
        versions: [
          {
            version: '1.1.1',
            files: [
              { fileName: 'skills.csv', language: 'en', records: 13_896, importedAt: '2026-03-02T09:00:00.000Z' },
            ],
          },
          { version: '1.0.9', files: [{ language: 'nl', records: 452 }] },
        ],
      },
      { id: 'onet', licence: 'CC BY 4.0', concepts: 120, kinds: { ability: 52, skill: 35, knowledge: 33 } },
      { id: 'own', concepts: 0 },
    ]);
  });

  test('every URI of the file is found again, byte for byte', async () => {
    const uris: readonly string[] =
      gunzipSync(dataFile('esco/esco-1.1.1-skills-en.csv.gz'))
        .toString()
        .match(/^http:\/\/data\.europa\.eu\/esco\/skill\/[^,]+/gm) ?? [];
    expect(uris).toHaveLength(13_896);
    const found = await findSkillsByUri(world.database, null, [...uris]);
    expect([...found.keys()].toSorted()).toEqual(uris.toSorted());
    expect([...found].every(([uri, skill]) => skill.uri === uri && skill.version === '1.1.1')).toBe(true);
  });

  test.each([
    ['an exact label before all others', { q: 'JavaScript' }, 'JavaScript', 'exact'],
    ['case and accents do not matter', { q: 'jávascript' }, 'JavaScript', 'exact'],
    ['the beginning of a label', { q: 'welding tech' }, 'welding techniques', 'start'],
    ['words of a label in any order', { q: 'pump heat install' }, 'install heat pump', 'words'],
    ['words that are not typed to the end', { q: 'inst hea pum' }, 'install heat pump', 'words'],
    ['a plural for a singular', { q: 'install heat pumps' }, 'install heat pump', 'words'],
    ['another label', { q: 'heat pump systems' }, 'types of heat pumps', 'alternative'],
    ['swapped letters', { q: 'instal heat pmup' }, 'install heat pump', 'similar'],
    ['a missing letter', { q: 'wlding techniques' }, 'welding techniques', 'similar'],
    ['a typo that is a word by itself', { q: 'install hear pump' }, 'install heat pump', 'similar'],
    [
      'a whole sentence',
      { q: 'I want to install a heat pump at home for my grandmother' },
      'install heat pump',
      'some-words',
    ],
    ['signs that are part of a name', { q: 'C++' }, 'C++', 'exact'],
    ['Dutch', { q: 'advies aan anderen geven', lang: 'nl' }, 'advies aan anderen geven', 'exact'],
    ['Dutch with a typo', { q: 'hongars schrijven', lang: 'nl' }, 'Hongaars schrijven', 'similar'],
    ['one catalogue', { q: 'programming', catalogue: 'onet' }, 'Programming', 'exact'],
  ])('search: %s', async (_what, query, label, match) => {
    const [best] = await search(world, query);
    expect(best).toMatchObject({ label, match });
  });

  test('results come in the order of how well they match', async () => {
    const order = ['exact', 'start', 'words', 'alternative', 'inside', 'similar'];
    for (const q of ['programming', 'heat pump', 'safety', 'mathematics', 'ai']) {
      const ranks = (await search(world, { q, limit: '50' })).map(({ match }) => order.indexOf(match));
      expect(ranks.length, q).toBeGreaterThan(1);
      expect(ranks, q).toEqual(ranks.toSorted((a, b) => a - b));
    }
  });

  test('a filter on kind or catalogue leaves nothing else', async () => {
    const knowledge = await search(world, { q: 'heat', kind: 'knowledge', limit: '50' });
    expect(new Set(knowledge.map(({ kind }) => kind))).toEqual(new Set(['knowledge']));
    const onet = await search(world, { q: 'programming', catalogue: 'onet' });
    expect(new Set(onet.map(({ catalogue }) => catalogue))).toEqual(new Set(['onet']));
    expect(await search(world, { q: 'heat pump', version: '29.2' })).toEqual([]);
    expect(await search(world, { q: 'heat pump', limit: '3' })).toHaveLength(3);
  });

  test('a label that does not exist in the language asked for is given in English, and the answer says so', async () => {
    const [dutch] = await search(world, { q: 'write Hungarian', lang: 'nl' });
    expect(dutch).toMatchObject({ label: 'Hongaars schrijven', labelLanguage: 'nl', matchedLabel: 'write Hungarian' });
    const [fallback] = await search(world, { q: 'install heat pump', lang: 'nl' });
    expect(fallback).toMatchObject({ label: 'install heat pump', labelLanguage: 'en' });
  });

  test('nonsense finds nothing, and signs that mean something to a database are only signs', async () => {
    expect(await search(world, { q: 'qqxzwvjk' })).toEqual([]);
    for (const q of ["'); drop table skills; --", '% _ \\', "heat' & !pump:*", 'a | b <-> c']) {
      expect((await get(world, '/v1/skills', { q })).status, q).not.toBe(500);
    }
    expect((await search(world, { q: "heat' & pump" }))[0]?.label).toBe('install heat pump');
  });
});
