import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/platform/record.ts';
import { createPrivacy } from '../../src/privacy/index.ts';
import { everythingStored, spellingsOf } from '../support/everything-stored.ts';
import { proposeScheme } from '../support/settled.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

let count = 0;
const someone = () => `someone-${++count}@example.org`;
const pathOf = (url: string) => new URL(url).pathname;
const report = async (email: string, extra: object = {}) => {
  const answer = await academy.post('/v1/completions', { ...reportOf(email), ...extra });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};

/** A word for every field in which somebody can write about a person; none of them occurs anywhere else. */
const fields = [
  'mailbox',
  'fullname',
  'did',
  'learnerref',
  'assessorname',
  'assessororg',
  'assessorref',
  'evidencename',
  'evidenceurl',
  'evidencedescription',
  'evidencenarrative',
  'evidencegenre',
  'feedback',
  'assessmentref',
  'reportref',
  'skipreason',
  'proofsource',
  'proofevidence',
  'proofref',
  'confirmer',
  'confirmerorg',
  'confirmerref',
  'statement',
] as const;
const canary = Object.fromEntries(fields.map((field) => [field, `kanarie${field}zq`])) as Record<
  (typeof fields)[number],
  string
>;
const email = `${canary.mailbox}@example.org`;
const person = {
  email,
  name: canary.fullname,
  did: `did:example:${canary.did}`,
  reference: canary.learnerref,
  language: 'en',
};

/** Fills every field there is. */
async function plant(): Promise<{ learnerId: string; awards: any[] }> {
  const { id: proposal } = await proposeScheme(academy, email);
  const confirmed = await academy.post(`/v1/proposals/${proposal}/confirm`, {
    assessor: { name: canary.confirmer, organisation: canary.confirmerorg, reference: canary.confirmerref },
    statements: [canary.statement],
  });
  expect(confirmed.status, confirmed.text).toBe(200);
  const [judged] = reportOf(email).assessments;
  const evidence = {
    name: canary.evidencename,
    url: `https://files.example/${canary.evidenceurl}`,
    description: canary.evidencedescription,
    narrative: { nl: canary.evidencenarrative },
    genre: canary.evidencegenre,
  };
  const assessor = { name: canary.assessorname, organisation: canary.assessororg, reference: canary.assessorref };
  const assessment = {
    ...judged,
    assessor,
    evidence: [evidence],
    feedback: canary.feedback,
    reference: canary.assessmentref,
  };
  const full = await report(email, { learner: person, assessments: [assessment], reference: canary.reportref });
  await report(email, {
    learner: { email },
    station: 'station:ST-01',
    status: 'skipped',
    assessments: [],
    skipReason: { nl: canary.skipreason },
  });
  const proof = await academy.post('/v1/partial-proofs', {
    learner: { email },
    ulo: 'ulo:WP-02',
    components: ['skill:inregelen'],
    source: { kind: 'workplace', name: canary.proofsource },
    issuedOn: '2026-05-23',
    evidence: [{ name: canary.proofevidence }],
    reference: canary.proofref,
  });
  expect(proof.status, proof.text).toBe(201);
  const awards = (await academy.get(`/v1/awards?learner=${full.learner.id}`)).body.items;
  expect(awards.length).toBeGreaterThan(5);
  return { learnerId: full.learner.id, awards };
}

describe('what is held on a learner', () => {
  let learnerId: string;
  let awards: any[];
  let downloaded: Buffer[];
  beforeAll(async () => {
    ({ learnerId, awards } = await plant());
    downloaded = await Promise.all(awards.map(async ({ url }) => (await world.stranger.get(pathOf(url))).bytes));
  });

  test('is found by address and by number, never through a URL', async () => {
    for (const search of [{ email: email.toUpperCase() }, { reference: canary.learnerref }]) {
      const { body } = await academy.post('/v1/learners/search', search);
      expect(body.items).toEqual([{ id: learnerId, ...person, createdAt: '2026-11-22T12:00:00.000Z' }]);
    }
    expect((await academy.post('/v1/learners/search', { email: someone() })).body.items).toEqual([]);
    expect((await academy.post('/v1/learners/search', {})).status).toBe(400);
    expect((await academy.get(`/v1/learners?email=${email}`)).status).toBe(400);
    expect((await academy.get('/v1/learners')).body.items).toMatchObject([{ id: learnerId, email }]);
  });

  test('is handed out whole: every field of every report, every badge as signed, who did what', async () => {
    const { status, body, text, headers } = await academy.get(`/v1/learners/${learnerId}/export`);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(fields.filter((field) => !text.includes(canary[field]))).toEqual([]);
    const badges = body.awards.flatMap((award: any) => award.badges);
    expect(badges.map((each: any) => JSON.stringify(each)).toSorted()).toEqual(
      downloaded.map((bytes) => bytes.toString()).toSorted(),
    );
    expect(
      (await world.stranger.post('/verify', JSON.stringify(badges[0]), { 'content-type': 'application/vc' })).body
        .verdict,
    ).toBe('valid');
    const actions = body.auditEntries.map(({ action }: any) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'learner.added',
        'learner.changed',
        'completion.recorded',
        'award.issued',
        'proposal.confirmed',
      ]),
    );
    const [{ total }] = await rowsOf(
      world.database,
      `select (select count(*) from completions) + (select count(*) from assessments) + (select count(*) from partial_proofs) as total`,
    );
    const records =
      body.completions.length +
      body.completions.flatMap((each: any) => each.assessments).length +
      body.partialProofs.length;
    expect(records).toBe(Number(total));
  });

  test('lies nowhere in the database where its thief could read it', async () => {
    const dump = await everythingStored(world.database);
    expect(dump.includes(learnerId)).toBe(true);
    const readable = fields.filter((field) => spellingsOf(canary[field]).some((spelling) => dump.includes(spelling)));
    expect(readable).toEqual([]);
  });

  test('leaves no digest that a guess could be tried on', async () => {
    const dump = await everythingStored(world.database);
    const [row] = await rowsOf(world.database, 'select * from learners where id = $1', learnerId);
    const known = { issuerId: row.issuer_id, id: row.id, createdAt: row.created_at };
    const { email: address, name, did, reference, language } = person;
    const guesses = [
      digestOf({ ...known, email: address, name, did, reference, language }),
      digestOf({ ...known, email: address, name: null, did: null, reference: null, language: null }),
      ...[address, name, canary.reportref, canary.proofref].flatMap((text) => [
        digestOf(text),
        createHash('sha256').update(text).digest('hex'),
        createHash('sha256').update(text).digest('base64').toLowerCase(),
      ]),
    ];
    expect(guesses.filter((guess) => dump.includes(guess))).toEqual([]);
  });

  describe('once erased', () => {
    let audited: any[];
    let lists: string[];
    const bits = async () =>
      (await rowsOf(world.database, 'select state from status_entries order by list_id, index')).map(
        ({ state }) => state,
      );
    beforeAll(async () => {
      audited = await rowsOf(world.database, 'select * from audit_entries order by id');
      lists = await bits();
      const { status, body, text } = await academy.post(`/v1/learners/${learnerId}/erase`, { badges: 'keep' });
      expect(status, text).toBe(200);
      expect(body).toEqual({
        id: learnerId,
        createdAt: '2026-11-22T12:00:00.000Z',
        erasedAt: '2026-11-22T12:00:00.000Z',
      });
    });

    test('is gone from the database, and no key that is left opens what is sealed', async () => {
      const dump = await everythingStored(world.database);
      expect(fields.filter((field) => spellingsOf(canary[field]).some((each) => dump.includes(each)))).toEqual([]);
      const [learner] = await rowsOf(world.database, 'select * from learners where id = $1', learnerId);
      expect(learner).toMatchObject({
        email: null,
        name: null,
        sealed: null,
        email_index: null,
        reference_index: null,
      });
      const [key] = await rowsOf(world.database, 'select * from learner_keys where learner_id = $1', learnerId);
      expect([key.wrapped_key, key.destroyed_at]).toEqual([null, world.clock.now()]);
      const left = await rowsOf(world.database, 'select sealed from credentials where learner_id = $1', learnerId);
      expect(left.every(({ sealed }) => sealed.length > 1_000)).toBe(true);
      // With the custody and everything that is in the database: there is no key to unlock.
      const privacy = createPrivacy(world.custody, true);
      expect(await privacy.sealOf(world.database, academy.issuer.id, learnerId)).toBeUndefined();
    });

    test('its badges are gone from their addresses, as JSON and as pages in both languages', async () => {
      for (const { url } of awards) {
        for (const accept of ['application/vc+ld+json', 'application/vc', 'application/ld+json', 'application/json']) {
          const { status, body } = await world.stranger.get(pathOf(url), { accept });
          expect([status, body.type]).toEqual([410, 'https://badges.example/problems/gone']);
        }
        expect((await world.stranger.get(`${pathOf(url)}?download=json`)).status).toBe(410);
        for (const [language, words] of [
          ['nl', 'Deze badge is verwijderd'],
          ['en', 'This badge was erased'],
        ]) {
          const page = await world.stranger.get(pathOf(url), {
            accept: 'text/html',
            'accept-language': language ?? '',
          });
          expect([page.status, page.text.includes(words ?? '')]).toEqual([410, true]);
        }
        expect((await world.stranger.post('/verify', { url })).status).toBe(410);
      }
    });

    test('a badge that was downloaded before still verifies, and the status lists are as they were', async () => {
      for (const bytes of downloaded)
        expect((await world.stranger.post('/verify', bytes, { 'content-type': 'application/vc' })).body.verdict).toBe(
          'valid',
        );
      expect(await bits()).toEqual(lists);
    });

    test('the leaves of the public log stay, and nothing is left that ties them to its badges', async () => {
      const leaves = await rowsOf(
        world.database,
        'select salt from log_entries where award_id in (select id from awards where learner_id = $1)',
        learnerId,
      );
      expect(leaves.length).toBeGreaterThanOrEqual(awards.length);
      expect(leaves.filter(({ salt }) => salt !== null)).toEqual([]);
    });

    test('awards still tell what was awarded, without the person', async () => {
      const [{ id }] = awards;
      const { status, body } = await academy.get(`/v1/awards/${id}`);
      expect([status, body.learner]).toEqual([200, { id: learnerId }]);
      expect((await academy.get('/v1/awards')).status).toBe(200);
      expect((await academy.get('/v1/proposals')).status).toBe(200);
    });

    test('the audit log keeps every entry as it was, and tells of the erasure', async () => {
      const now = await rowsOf(world.database, 'select * from audit_entries order by id');
      expect(now.slice(0, audited.length)).toEqual(audited);
      expect(now.slice(audited.length).map(({ action, subject }) => `${action} ${subject}`)).toContain(
        `learner.erased learner:${learnerId}`,
      );
    });

    test('cannot be exported, found or given another badge; erasing again changes nothing', async () => {
      expect((await academy.get(`/v1/learners/${learnerId}/export`)).status).toBe(410);
      for (const search of [{ email }, { reference: canary.learnerref }])
        expect((await academy.post('/v1/learners/search', search)).body.items).toEqual([]);
      const before = await everythingStored(world.database);
      const again = await academy.post(`/v1/learners/${learnerId}/erase`, { badges: 'revoke' });
      expect([again.status, again.body.erasedAt]).toEqual([200, '2026-11-22T12:00:00.000Z']);
      expect((await everythingStored(world.database)) === before).toBe(true);
    });

    test('the same person, reported again, is a new learner with badges of their own', async () => {
      const fresh = await report(email, { learner: person });
      expect(fresh.learner.id).not.toBe(learnerId);
      expect(fresh.created).toBeUndefined();
      expect(fresh.awards.every((award: any) => award.new)).toBe(true);
      expect((await world.stranger.get(pathOf(fresh.awards[0].url))).status).toBe(200);
    });
  });
});

describe('erasing', () => {
  test('revokes the badges where that is asked for or the policy says so', async () => {
    for (const [policy, body] of [
      ['keep', { badges: 'revoke', reason: { nl: 'Op verzoek' } }],
      ['revoke', {}],
    ] as const) {
      await academy.put('/v1/issuers/me/privacy', { onErasure: policy });
      const { learner, awards } = await report(someone());
      const { bytes } = await world.stranger.get(pathOf(awards[0].url));
      expect((await academy.post(`/v1/learners/${learner.id}/erase`, body)).status).toBe(200);
      expect((await academy.get(`/v1/awards/${awards[0].id}`)).body).toMatchObject({ state: 'revoked' });
      expect((await world.stranger.post('/verify', bytes, { 'content-type': 'application/vc' })).body.verdict).toBe(
        'revoked',
      );
      expect((await world.stranger.get(pathOf(awards[0].url))).status).toBe(410);
    }
    await academy.put('/v1/issuers/me/privacy', { onErasure: 'keep' });
  });

  test('withdraws what waited for a confirmation, and forgets why a badge was withdrawn', async () => {
    const { id, last } = await proposeScheme(academy, someone());
    const [award] = last.awards;
    await academy.post(`/v1/awards/${award.id}/suspend`, { reason: { nl: 'Kanarie heeft gespiekt' } });
    await academy.post(`/v1/learners/${last.learner.id}/erase`, {});
    const { body } = await academy.get(`/v1/awards/${award.id}`);
    expect([body.state, body.reason]).toEqual(['suspended', undefined]);
    const confirm = await academy.post(`/v1/proposals/${id}/confirm`, {
      assessor: { name: 'Marit' },
      statements: ['gezien'],
    });
    expect(confirm.status).toBe(409);
    expect((await everythingStored(world.database)).includes('gespiekt')).toBe(false);
  });

  test('and a report about the same person at the same moment: one of them goes first, nothing breaks', async () => {
    const address = someone();
    const { learner } = await report(address);
    const [erased, ...reports] = await Promise.all([
      academy.post(`/v1/learners/${learner.id}/erase`, {}),
      ...['2026-07-01', '2026-07-02', '2026-07-03'].map((completedOn) =>
        academy.post('/v1/completions', reportOf(address, [3, 3], { completedOn })),
      ),
    ]);
    expect([erased.status, ...reports.map(({ status }) => status)]).toEqual([200, 201, 201, 201]);
    const found = (await academy.post('/v1/learners/search', { email: address })).body.items;
    expect(found.length).toBeLessThanOrEqual(1);
    for (const { body } of reports) {
      const expected = body.learner.id === learner.id ? 410 : 200;
      expect((await world.stranger.get(pathOf(body.awards[0].url))).status).toBe(expected);
    }
  });

  test('does not take away that a badge which was kept can be revoked later', async () => {
    const { learner, awards } = await report(someone());
    const [{ id, url }] = awards;
    const { bytes } = await world.stranger.get(pathOf(url));
    await academy.post(`/v1/learners/${learner.id}/erase`, { badges: 'keep' });
    const revoked = await academy.post(`/v1/awards/${id}/revoke`, { reason: { nl: 'Verkeerde rubric' } });
    expect([revoked.status, revoked.body.state], revoked.text).toEqual([200, 'revoked']);
    const judged = await world.stranger.post('/verify', bytes, { 'content-type': 'application/vc' });
    expect(judged.body.verdict).toBe('revoked');
  });

  test('needs the scope, and reading learners another', async () => {
    const { learner } = await report(someone());
    const reader = world.client(await world.apiKey(academy.issuer.id, ['learners:read']));
    expect((await reader.get(`/v1/learners/${learner.id}`)).status).toBe(200);
    expect((await reader.post(`/v1/learners/${learner.id}/erase`, {})).status).toBe(403);
    const eraser = world.client(await world.apiKey(academy.issuer.id, ['learners:write']));
    expect((await eraser.get(`/v1/learners/${learner.id}/export`)).status).toBe(403);
  });
});

describe('the database refuses', () => {
  test.each([
    [
      'a destroyed key to come back',
      `update learner_keys set wrapped_key = 'x', destroyed_at = null where destroyed_at is not null`,
    ],
    ['a key to be dropped without a trace', 'update learner_keys set wrapped_key = null where destroyed_at is null'],
    ['a key to be deleted', 'delete from learner_keys'],
    ['an erasure to be forgotten', 'delete from erased_learners'],
    ['sealed bytes to be replaced', `update credentials set sealed = 'forged'`],
    ['sealed bytes to be opened again', `update credentials set sealed = null, bytes = 'forged'`],
    ['a badge to be moved to another learner', 'update credentials set learner_id = gen_random_uuid()'],
  ])('%s', async (_what, statement) => {
    await expect(rowsOf(world.database, statement)).rejects.toMatchObject({ code: '23001' }); // restrict_violation
  });
});
