import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSkillsByUri } from '../../src/catalogue/index.ts';
import {
  type CatalogueWorld,
  english,
  esco,
  escoImport,
  everything,
  first,
  get,
  makeCatalogueWorld,
  search,
  upload,
} from '../support/catalogue.ts';

test('the same file again changes nothing, packed or not, and leaves no trace', async () => {
  await using world = await makeCatalogueWorld();
  expect((await upload(world, 'operator', escoImport('1.1.1'), first)).body).toMatchObject({
    outcome: 'imported',
    added: 3,
  });
  const before = await everything(world);
  world.clock.advance(1_000);
  const again = await upload(world, 'operator', escoImport('1.1.1'), gzipSync(first.join('\n')), 'application/gzip');
  expect(again).toMatchObject({ status: 200, body: { outcome: 'unchanged', added: 0, changed: 0 } });
  expect(await everything(world)).toEqual(before);
  expect(before).toMatchObject({ imports: 1, audit: 1, outbox: 1 });
});

test('two uploads of one file at the same time import it once', async () => {
  await using world = await makeCatalogueWorld();
  const answers = await Promise.all([1, 2, 3].map(() => upload(world, 'operator', escoImport('1.1.1'), first)));
  expect(answers.map(({ body }) => body.outcome).toSorted()).toEqual(['imported', 'unchanged', 'unchanged']);
});

test('one broken row among good ones: the answer names file, line and column, and nothing is changed', async () => {
  await using world = await makeCatalogueWorld();
  await upload(world, 'operator', escoImport('1.1.1'), first);
  const before = await everything(world);
  const broken = english(`${esco('d')},knowledge,"new`, `one",,`, `${esco('e')},knowlege,other,,`);
  expect(await upload(world, 'operator', escoImport('1.2.0'), broken)).toMatchObject({
    status: 422,
    body: {
      type: expect.stringMatching(/\/problems\/import-failed$/),
      errors: [
        {
          detail:
            'skills.csv, line 4, column "skillType": skill/competence, knowledge or nothing was expected, not "knowlege"',
          code: 'broken-row',
        },
      ],
    },
  });
  expect(await everything(world)).toEqual(before);
});

test('a later version adds, rewords and retires; a retired concept is not found by words but resolves by URI', async () => {
  await using world = await makeCatalogueWorld();
  await upload(world, 'operator', escoImport('1.1.1'), first);
  const second = english(
    `${esco('a')},skill/competence,weld tubes,pipe welding,Join them.`,
    `${esco('b')},knowledge,heat transfer,,`,
    `${esco('d')},knowledge,hydrogen,,`,
  );
  expect((await upload(world, 'operator', escoImport('1.2.0'), second)).body).toMatchObject({
    added: 1,
    changed: 1,
    retired: 1,
  });

  expect(await search(world, { q: 'ICT safety' })).toEqual([]);
  expect(await search(world, { q: 'ICT safety', version: '1.1.1' })).toMatchObject([
    { uri: esco('c'), retiredIn: '1.2.0' },
  ]);
  expect((await get(world, '/v1/skills/by-uri', { uri: esco('c') })).body).toMatchObject({
    version: '1.1.1',
    retiredIn: '1.2.0',
    labels: { en: 'ICT safety' },
  });
  expect((await get(world, '/v1/skills/by-uri', { uri: esco('b') })).body).toMatchObject({
    version: '1.2.0',
    versions: ['1.1.1', '1.2.0'],
  });
  expect((await get(world, '/v1/skills/by-uri', { uri: esco('a') })).body).toMatchObject({
    labels: { en: 'weld tubes' },
    descriptions: { en: 'Join them.' },
    alternativeLabels: { en: ['pipe welding'] },
  });
  expect(await search(world, { q: 'join' })).toEqual([]);

  const third = english(...second.slice(1), `${esco('c')},,ICT safety,,`);
  expect((await upload(world, 'operator', escoImport('1.3.0'), third)).body).toMatchObject({
    added: 0,
    changed: 1,
    retired: 0,
  });
  expect(await search(world, { q: 'ICT safety' })).toMatchObject([{ uri: esco('c'), version: '1.3.0' }]);
});

test('what is older does not overwrite what is later', async () => {
  await using world = await makeCatalogueWorld();
  expect(
    await upload(world, 'operator', escoImport('1.1.1', 'nl'), ['conceptUri,preferredLabel', `${esco('a')},lassen`]),
  ).toMatchObject({
    status: 409,
    body: { detail: 'Labels in another language need concepts to belong to: import the English file of esco first.' },
  });
  await upload(world, 'operator', escoImport('1.2.0'), first);
  expect(await upload(world, 'operator', escoImport('1.1.1'), english(`${esco('a')},,old,,`))).toMatchObject({
    status: 409,
  });
  expect(
    (await upload(world, 'operator', escoImport('1.1.1', 'nl'), ['conceptUri,preferredLabel', `${esco('a')},lassen`]))
      .status,
  ).toBe(200);
  expect(
    (await upload(world, 'operator', escoImport('1.0.9', 'nl'), ['conceptUri,preferredLabel', `${esco('a')},oud`]))
      .status,
  ).toBe(409);
  expect((await get(world, '/v1/skills/by-uri', { uri: esco('a') })).body.labels).toEqual({
    en: 'weld pipes',
    nl: 'lassen',
  });
});

test('a file that would retire most of the catalogue needs a word', async () => {
  await using world = await makeCatalogueWorld();
  await upload(world, 'operator', escoImport('1.1.1'), first);
  const cut = english(`${esco('b')},knowledge,heat transfer,,`);
  expect(await upload(world, 'operator', escoImport('1.2.0'), cut)).toMatchObject({
    status: 409,
    body: { errors: [{ parameter: 'retireMany' }] },
  });
  expect((await upload(world, 'operator', `${escoImport('1.2.0')}&retireMany=true`, cut)).body).toMatchObject({
    retired: 2,
  });
});

describe("a provider's own catalogue", () => {
  const own = (version: string) => `/v1/catalogues/own/imports?version=${version}`;
  const rows = [
    'uri;kind;label_nl;label_en;alt_nl',
    'https://kompas.example/s/1;skill;warmtepompen inregelen;;warmtepomp afstellen',
    'urn:kompas:2;knowledge;pompen;pumps;',
  ];

  test('is searched by its owner, typos and parts of Dutch words included, and by nobody else', async () => {
    await using world = await makeCatalogueWorld();
    expect((await upload(world, 'kompas', own('2026-01'), rows)).body).toMatchObject({ catalogue: 'own', added: 2 });
    for (const [q, match] of [
      ['warmtepmp', 'similar'],
      ['warmtepomp', 'start'],
      ['pompen inregelen', 'inside'],
    ] as const) {
      expect((await search(world, { q, lang: 'nl' }, 'kompas'))[0], q).toMatchObject({
        uri: 'https://kompas.example/s/1',
        match,
        labelLanguage: 'nl',
      });
    }
    for (const stranger of ['delta', 'operator']) {
      expect(await search(world, { q: 'warmtepompen', lang: 'nl' }, stranger)).toEqual([]);
      expect((await get(world, '/v1/skills/by-uri', { uri: 'urn:kompas:2' }, stranger)).status).toBe(404);
      expect(JSON.stringify((await get(world, '/v1/catalogues', {}, stranger)).body)).not.toContain('2026-01');
    }
    expect([
      ...(await findSkillsByUri(world.database, world.kompas.issuer.id, ['urn:kompas:2', 'urn:kompas:3'])).keys(),
    ]).toEqual(['urn:kompas:2']);
    expect((await findSkillsByUri(world.database, null, ['urn:kompas:2'])).size).toBe(0);
  });

  test('may use the same URIs as that of another provider; the two do not meet', async () => {
    await using world = await makeCatalogueWorld();
    await upload(world, 'kompas', own('1'), rows);
    await upload(world, 'delta', own('7'), ['uri,kind,label_nl', 'urn:kompas:2,skill,iets anders']);
    expect((await get(world, '/v1/skills/by-uri', { uri: 'urn:kompas:2' }, 'kompas')).body).toMatchObject({
      version: '1',
      labels: { nl: 'pompen' },
    });
    expect((await get(world, '/v1/skills/by-uri', { uri: 'urn:kompas:2' }, 'delta')).body).toMatchObject({
      version: '7',
      labels: { nl: 'iets anders' },
    });
  });

  test('tells its owner, not the others, that it changed', async () => {
    await using world = await makeCatalogueWorld();
    await upload(world, 'kompas', own('1'), rows);
    const { rows: told } = await world.database.execute(
      sql`select issuer_id, kind, payload->>'version' as version from outbox_messages where kind like 'catalogue.%'`,
    );
    expect(told).toEqual([{ issuer_id: world.kompas.issuer.id, kind: 'catalogue.imported', version: '1' }]);
  });
});

test.each([
  ['no key', undefined, 'GET', '/v1/skills?q=heat', 401],
  ['a key that may not read', 'nobody', 'GET', '/v1/skills?q=heat', 403],
  ['an issuer that imports ESCO', 'kompas', 'POST', escoImport('1.1.1'), 403],
  ['an issuer that imports O*NET', 'kompas', 'POST', '/v1/catalogues/onet/imports?version=1', 403],
  ['the operator importing an own catalogue', 'operator', 'POST', '/v1/catalogues/own/imports?version=1', 403],
  ['a key that only reads', 'reader', 'POST', '/v1/catalogues/own/imports?version=1', 403],
  ['no query', 'reader', 'GET', '/v1/skills', 400],
  ['an empty query', 'reader', 'GET', '/v1/skills?q=', 400],
  ['a query of one letter', 'reader', 'GET', '/v1/skills?q=a', 400],
  ['a query of signs only', 'reader', 'GET', '/v1/skills?q=%3F%3F', 400],
  ['a query that is too long', 'reader', 'GET', `/v1/skills?q=${'a'.repeat(201)}`, 400],
  ['a limit that is too high', 'reader', 'GET', '/v1/skills?q=heat&limit=51', 400],
  ['a parameter that is not known', 'reader', 'GET', '/v1/skills?q=heat&page=2', 400],
  ['a URI with a zero byte', 'reader', 'GET', '/v1/skills/by-uri?uri=a%00b', 400],
  ['a version that is none', 'operator', 'POST', '/v1/catalogues/onet/imports?version=a%20b', 400],
  ['a URI that nobody has', 'reader', 'GET', `/v1/skills/by-uri?uri=${encodeURIComponent(esco('x'))}`, 404],
] as const)('%s is refused', async (_what, who, method, url, status) => {
  const caller = refusing.as(who ?? 'stranger');
  const answer = await (method === 'GET' ? caller.get(url) : caller.post(url, 'a,b\n', { 'content-type': 'text/csv' }));
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

test('a body that is not a file is refused', async () => {
  const { status } = await upload(refusing, 'operator', escoImport('1.1.1'), Buffer.from('{}'), 'application/json');
  expect(status).toBe(415);
});

test('a sender of too much gets to read that it is too much, though it is still sending', async () => {
  const address = await refusing.app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sending = httpRequest(`${address}/v1/catalogues/own/imports?version=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${refusing.kompas.key}`, 'content-type': 'text/csv' },
    });
    sending.on('error', reject).on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve({ status: response.statusCode, text }));
    });
    sending.write('uri,kind,label_nl\n');
    for (let sent = 0; sent < 24_000; sent++) sending.write(`urn:a:${sent},skill,${'x'.repeat(490)}\n`);
    sending.end();
  });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.text).detail).toBe('The file may have at most 8388608 bytes, unpacked.');
});

let refusing: CatalogueWorld;
beforeAll(async () => {
  refusing = await makeCatalogueWorld();
});
afterAll(() => refusing[Symbol.asyncDispose]());
