import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { other, sample } from '../support/curriculum.ts';
import { doors, isOfPrograms, nameOf, openDoors, operationsOf } from '../support/doors.ts';
import { ownPageOf } from '../support/own-page.ts';
import { relayAll } from '../support/relay-all.ts';
import { type Settled, settledAcademy } from '../support/settled.ts';
import { type Answer, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** Mine is a care academy; theirs is the sample academy. Nothing of the one has a name in the other. */
let world: World;
let mine: Provider;
let theirs: Settled;
let allTheirIds: string[];
/** A few of each table, which is what the walk tries everywhere. */
let theirIds: string[];

beforeAll(async () => {
  world = await makeWorld();
  mine = await world.provider('mine');
  expect((await mine.put('/v1/curriculum', other())).status).toBe(200);
  theirs = await settledAcademy(world, 'theirs');
  const own = await ownPageOf(world, theirs, theirs.learnerId);
  await theirs.post(`/v1/learners/${theirs.learnerId}/consents`, { purpose: 'Foto', receiver: 'Krant', given: false });
  await own.send('/sharing', { badge: 'all', page: 'on', name: 'off' });
  await own.send('/erasure', { sure: 'yes' });
  theirIds = await idsOf(theirs.issuer.id, 6);
  await theirs.post('/v1/staff', { subject: 'somebody', role: 'viewer' });
  await theirs.put('/v1/issuers/me/mail', { enabled: true, replyTo: 'hulp@theirs.example' });
  await theirs.post('/v1/webhooks', { url: 'https://hooks.example.com/' });
  await relayAll(world);
  allTheirIds = await idsOf(theirs.issuer.id, 10_000);
  await mine.post('/v1/completions', {
    learner: { email: sharedPerson },
    station: 'tildag',
    completedOn: '2026-06-01',
    assessments: [],
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

interface Call {
  readonly url: string;
  /** A text is sent as NDJSON, anything else as JSON. */
  readonly body?: unknown;
}
/** Something of theirs that a request can name, as one call for any such name; and, beside each name, one that nobody has. */
interface Probe {
  readonly names: () => readonly string[];
  readonly absent: (name: string) => string;
  readonly call: (name: string) => Call | Promise<Call>;
}

/** Learns at both. */
const sharedPerson = 'scheme@theirs.example';

/** The id next to it: as old, and nobody's. */
const besides = (id: string) => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
const noId = '01890000-0000-7000-8000-000000000000';
const noRef = () => 'nobody:has-this';
const byId = (names: () => readonly string[], url: string, body?: unknown): Probe => ({
  names,
  absent: besides,
  call: (name) => ({ url: url.replaceAll(':id', name), body }),
});
const byRef = (section: string, tail = '', body?: unknown): Probe => ({
  names: () => refsOf(section),
  absent: noRef,
  call: (name) => ({ url: `/v1/${section}/${encodeURIComponent(name)}${tail}`, body }),
});
/** Their own item, sent to me under its own name. */
const changeOf = (section: string): Probe => ({
  ...byRef(section),
  call: (name) => ({
    url: `/v1/${section}/${encodeURIComponent(name)}`,
    body: { ...sample()[section][0], id: name },
  }),
});
const cursor = (url: string): Probe => byId(() => theirIds, `${url}?after=:id`);

const refsOf = (section: string): string[] => sample()[section].map(({ id }: { id: string }) => id);
const awards = () => theirs.awardIds;
const learner = { email: 'nobody@mine.example' };
const report = reportOf('nobody@mine.example');

/** What each door can be told about somebody else's things. A door with an empty list takes no names. */
const probes: Record<string, readonly Probe[]> = {
  'GET /v1/issuers/me': [],
  'PATCH /v1/issuers/me': [],
  'GET /v1/keys': [],
  'POST /v1/keys': [],
  'GET /v1/keys/:id': [byId(() => theirIds, '/v1/keys/:id')],
  ...Object.fromEntries(
    ['activate', 'retire', 'reissue'].map((verb) => [
      `POST /v1/keys/:id/${verb}`,
      [byId(() => theirIds, `/v1/keys/:id/${verb}`)],
    ]),
  ),
  'POST /v1/keys/:id/compromise': [
    byId(() => theirIds, '/v1/keys/:id/compromise', { since: '2026-11-01T00:00:00Z', reason: 'weg' }),
  ],
  'GET /v1/api-keys': [],
  'POST /v1/api-keys': [],
  'DELETE /v1/api-keys/:id': [byId(() => theirIds, '/v1/api-keys/:id')],
  'POST /v1/api-keys/:id/rotate': [byId(() => theirIds, '/v1/api-keys/:id/rotate', {})],
  'GET /v1/staff': [],
  'POST /v1/staff': [],
  'PATCH /v1/staff/:id': [byId(() => theirIds, '/v1/staff/:id', { role: 'viewer' })],
  'DELETE /v1/staff/:id': [byId(() => theirIds, '/v1/staff/:id')],
  'GET /v1/skills': [],
  'GET /v1/skills/by-uri': [
    {
      names: () => ['urn:theirs:1'],
      absent: () => 'urn:nobody:1',
      call: (uri) => ({ url: `/v1/skills/by-uri?uri=${uri}` }),
    },
  ],
  'GET /v1/catalogues': [],
  'POST /v1/catalogues/own/imports': [],
  'GET /v1/curriculum': [],
  'PUT /v1/curriculum': [],
  'GET /v1/achievements': [cursor('/v1/achievements'), filter('/v1/achievements?ref=', 'badges')],
  'GET /v1/achievements/:id': [byId(() => theirIds, '/v1/achievements/:id')],
  ...Object.fromEntries(
    ['stations', 'lines', 'ulos', 'rubrics', 'yardsticks'].flatMap((section) => [
      [`GET /v1/${section}`, [cursor(`/v1/${section}`)]],
      [`GET /v1/${section}/:ref`, [byRef(section), byRef(section, '?version=1')]],
      [`PUT /v1/${section}/:ref`, [changeOf(section)]],
    ]),
  ),
  'PUT /v1/badges/:ref': [changeOf('badges')],
  'POST /v1/ulos/:ref/validations': [
    byRef('ulos', '/validations', { expertId: 'expert:1', method: 'workshop', verdict: 'approved' }),
  ],
  'POST /v1/ulos/:ref/publish': [byRef('ulos', '/publish')],
  'POST /v1/completions': [
    {
      names: () => refsOf('stations'),
      absent: () => 'station:none',
      call: (station) => told('completions', { ...report, station }),
    },
    {
      names: () => refsOf('ulos'),
      absent: () => 'ulo:none',
      call: (ulo) =>
        told('completions', {
          learner,
          station: 'tildag',
          completedOn: '2026-06-01',
          assessments: [{ ulo, criteria: [{ criterion: 'a', level: 1 }] }],
        }),
    },
    {
      names: () => theirIds,
      absent: besides,
      call: (replaces) => told('completions', { learner, station: 'tildag', completedOn: '2026-06-01', replaces }),
    },
  ],
  'POST /v1/partial-proofs': [
    {
      names: () => refsOf('ulos'),
      absent: () => 'ulo:none',
      call: (ulo) =>
        told('partial-proofs', {
          learner,
          ulo,
          components: ['x'],
          source: { kind: 'other', name: 'x' },
          issuedOn: '2026-06-01',
        }),
    },
  ],
  'GET /v1/awards': [
    cursor('/v1/awards'),
    byId(() => theirIds, '/v1/awards?learner=:id'),
    byId(() => theirIds, '/v1/awards?achievement=:id'),
    filter('/v1/awards?achievement=', 'badges'),
  ],
  'GET /v1/awards/:id': [byId(() => theirIds, '/v1/awards/:id')],
  'POST /v1/awards/:id/revoke': [byId(awards, '/v1/awards/:id/revoke', { reason: { nl: 'weg' } })],
  'POST /v1/awards/:id/suspend': [byId(awards, '/v1/awards/:id/suspend', { reason: { nl: 'weg' } })],
  'POST /v1/awards/:id/credentials': [
    byId(awards, '/v1/awards/:id/credentials', { format: 'vc+jwt', algorithm: 'ES256' }),
  ],
  'POST /v1/awards/:id/reinstate': [byId(awards, '/v1/awards/:id/reinstate', {})],
  'POST /v1/awards/bulk': ['revoke', 'suspend', 'reinstate'].map((action) => ({
    names: awards,
    absent: besides,
    call: (id) => ({ url: '/v1/awards/bulk', body: `${JSON.stringify({ id, action, reason: 'weg' })}\n` }),
  })),
  'POST /v1/awards/withdraw': [
    (id: string) => ({ ids: [id] }),
    (learner: string) => ({ learner }),
    (keyId: string) => ({ keyId }),
    (achievement: string) => ({ achievement }),
    (station: string) => ({ station }),
  ].map((where) => ({
    names: () => theirIds,
    absent: besides,
    call: (name) => ({ url: '/v1/awards/withdraw', body: { action: 'revoke', reason: 'weg', where: where(name) } }),
  })),
  'GET /v1/proposals': [cursor('/v1/proposals')],
  'POST /v1/proposals/:id/confirm': [
    byId(() => theirIds, '/v1/proposals/:id/confirm', { assessor: { name: 'Mij' }, statements: ['gezien'] }),
  ],
  'GET /v1/issuers/me/privacy': [],
  'PUT /v1/issuers/me/privacy': [],
  'GET /v1/issuers/me/mail': [],
  'PUT /v1/issuers/me/mail': [],
  'GET /v1/learners': [cursor('/v1/learners')],
  'POST /v1/learners/search': [
    {
      names: () => ['first@theirs.example'],
      absent: () => 'nobody@theirs.example',
      call: (email) => ({ url: '/v1/learners/search', body: { email } }),
    },
  ],
  'GET /v1/learners/:id': [byId(() => theirIds, '/v1/learners/:id')],
  'GET /v1/learners/:id/export': [byId(() => theirIds, '/v1/learners/:id/export')],
  'POST /v1/learners/:id/erase': [byId(() => theirIds, '/v1/learners/:id/erase', {})],
  'POST /v1/learners/:id/links': [byId(() => theirIds, '/v1/learners/:id/links', {})],
  'GET /v1/learners/:id/links': [byId(() => theirIds, '/v1/learners/:id/links')],
  'DELETE /v1/learners/:id/links/:linkId': [byId(() => theirIds, `/v1/learners/${noId}/links/:id`)],
  'POST /v1/learners/:id/consents': [
    byId(() => theirIds, '/v1/learners/:id/consents', { purpose: 'x', receiver: 'y' }),
  ],
  'GET /v1/learners/:id/consents': [
    byId(() => theirIds, '/v1/learners/:id/consents'),
    cursor(`/v1/learners/${noId}/consents`),
  ],
  'POST /v1/learners/:id/consents/:consentId/withdraw': [
    byId(() => theirIds, '/v1/learners/:id/consents/:id/withdraw'),
    byId(() => theirIds, `/v1/learners/${noId}/consents/:id/withdraw`),
  ],
  'GET /v1/learners/erasure-requests': [cursor('/v1/learners/erasure-requests')],
  'POST /v1/learners/erasure-requests/:id/decline': [
    byId(() => theirIds, '/v1/learners/erasure-requests/:id/decline', { reason: 'nee' }),
  ],
  'GET /v1/events': [cursor('/v1/events')],
  'GET /v1/deliveries': [
    cursor('/v1/deliveries'),
    byId(() => theirIds, '/v1/deliveries?event=:id'),
    byId(() => theirIds, '/v1/deliveries?award=:id'),
    byId(() => theirIds, '/v1/deliveries?receiver=:id'),
  ],
  'GET /v1/deliveries/:id': [byId(() => theirIds, '/v1/deliveries/:id')],
  'POST /v1/deliveries/:id/replay': [byId(() => theirIds, '/v1/deliveries/:id/replay')],
  'GET /v1/webhooks': [],
  'POST /v1/webhooks': [],
  'GET /v1/webhooks/:id': [byId(() => theirIds, '/v1/webhooks/:id')],
  'PATCH /v1/webhooks/:id': [byId(() => theirIds, '/v1/webhooks/:id', { state: 'disabled' })],
  'DELETE /v1/webhooks/:id': [byId(() => theirIds, '/v1/webhooks/:id')],
  'POST /v1/webhooks/:id/rotate': [byId(() => theirIds, '/v1/webhooks/:id/rotate', {})],
  'POST /v1/webhooks/:id/test': [byId(() => theirIds, '/v1/webhooks/:id/test')],
  'POST /v1/webhooks/:id/replay': [byId(() => theirIds, '/v1/webhooks/:id/replay', { since: '2026-01-01T00:00:00Z' })],
  'POST /vc-api/issuers/:issuer/credentials/status': [
    {
      names: () => [theirs.issuer.slug],
      absent: () => 'nobody-has-this',
      call: (slug) => ({
        url: `/vc-api/issuers/${slug}/credentials/status`,
        body: {
          credentialStatus: {
            statusPurpose: 'revocation',
            statusListIndex: '1',
            statusListCredential: 'https://badges.example/status/1',
          },
        },
      }),
    },
  ],
  'POST /vc-api/issuers/:issuer/:mechanism/credentials/issue': [
    {
      names: () => [theirs.issuer.slug],
      absent: () => 'nobody-has-this',
      call: (slug) => ({
        url: `/vc-api/issuers/${slug}/eddsa-rdfc-2022/credentials/issue`,
        body: { credential: { issuer: theirs.issuer.did } },
      }),
    },
  ],
};

function told(path: string, body: unknown): Call {
  return { url: `/v1/${path}`, body };
}
function filter(url: string, section: string): Probe {
  return { names: () => refsOf(section), absent: () => 'badge:none', call: (name) => ({ url: `${url}${name}` }) };
}

const issuerDoors = doors.filter(({ needs }) => needs !== 'operator');

test('the walk knows every door that an issuer can open', () => {
  const all = operationsOf(world.app).filter(isOfPrograms);
  const forOperator = doors.filter(({ needs }) => needs === 'operator').map(nameOf);
  expect([...Object.keys(probes), ...forOperator, ...openDoors].toSorted()).toEqual(all.toSorted());
});

describe.each(issuerDoors.map((door) => [nameOf(door), door] as const))('%s', (name, { method }) => {
  test('tells of their things what it tells of things that nobody has, and changes nothing of theirs', async () => {
    const before = await everythingOf(theirs.issuer.id);
    for (const { names, absent, call } of probes[name] ?? []) {
      expect(names().length).toBeGreaterThan(0);
      const ask = async (one: string) => {
        const { url, body } = await call(one);
        return comparable(await send(mine, method, url, body), one);
      };
      for (const one of names()) {
        expect(await ask(one), one).toEqual(await ask(absent(one)));
      }
    }
    expect(await everythingOf(theirs.issuer.id)).toEqual(before);
  });
});

test.each(issuerDoors.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map(nameOf))(
  '%s shows nothing of theirs',
  async (name) => {
    const path = name.slice('GET '.length);
    const query = { '/v1/skills': '?q=vaardigheid&lang=nl', '/v1/skills/by-uri': '?uri=urn:theirs:1' }[path] ?? '';
    const { text } = await mine.get(path + query);
    expect(allTheirIds.filter((id) => text.includes(id))).toEqual([]);
    // The same person learns at both, so the address is mine to see.
    expect(text.replaceAll(sharedPerson, '')).not.toMatch(/theirs/);
    const own = await theirs.get(path + query);
    expect(own.status).toBe(200);
    const seen =
      allTheirIds.some((id) => own.text.includes(id)) || /theirs|station:ST-05|"own"|"onErasure"/.test(own.text);
    expect(seen, own.text).toBe(true);
  },
);

test('their person is another learner of mine, though the address is the same', async () => {
  const { rows } = await world.database.$client.query('select id, issuer_id from learners where issuer_id = any($1)', [
    [mine.issuer.id, theirs.issuer.id],
  ]);
  expect(rows.filter((row) => row.issuer_id === mine.issuer.id).map(({ id }) => id)).not.toContain(theirs.learnerId);
});

async function send(who: Provider, method: string, url: string, body?: unknown): Promise<Answer> {
  const sent =
    typeof body === 'string'
      ? { headers: { 'content-type': 'application/x-ndjson' }, payload: body }
      : { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) };
  return who.request({ method: method as 'GET', url, ...(body !== undefined && sent) });
}

/** The answer without what differs between any two requests: the name asked for and the id of the request. */
function comparable({ status, text }: Answer, name: string) {
  const told = text.replaceAll(/urn:uuid:[0-9a-f-]+/g, 'request').replaceAll(name, 'NAME');
  return { status, text: told };
}

async function tablesOf(): Promise<string[]> {
  const { rows } = await world.database.$client.query(
    "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'issuer_id'",
  );
  return rows.map((row) => row.table_name);
}

/** One digest per table of all rows of an issuer. */
async function everythingOf(issuerId: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of await tablesOf()) {
    const { rows } = await world.database.$client.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
       from "${table}" t where issuer_id = $1`,
      [issuerId],
    );
    digests[table] = rows[0].digest;
  }
  const { rows } = await world.database.$client.query('select md5(t::text) as digest from issuers t where id = $1', [
    issuerId,
  ]);
  return { ...digests, issuers: rows[0].digest };
}

/** Every id that a row of theirs has. */
async function idsOf(issuerId: string, most: number): Promise<string[]> {
  const { rows: tables } = await world.database.$client.query(
    `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'id'
     and table_name in (select table_name from information_schema.columns where column_name = 'issuer_id')`,
  );
  const ids: string[] = [issuerId];
  for (const { table_name } of tables) {
    const { rows } = await world.database.$client.query(
      `select id::text from "${table_name}" where issuer_id = $1 order by id desc limit $2`,
      [issuerId, most],
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids.filter((id) => /^[0-9a-f-]{36}$/.test(id));
}
