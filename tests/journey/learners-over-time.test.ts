import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { createKeyring } from '../../src/issuers/index.ts';
import { eraseLearner, type Holding, type Learning, replayErasures } from '../../src/learners/index.ts';
import { createPrivacy, listErasures } from '../../src/privacy/index.ts';
import { everythingStored, spellingsOf } from '../support/everything-stored.ts';
import { proposeScheme } from '../support/settled.ts';
import { rowsOf } from '../support/stored.ts';
import { storedBytesOf } from '../support/stored-badge.ts';
import { makeWorld, operatorKey, type Provider, reportOf, type World } from '../support/world.ts';

const pathOf = (url: string) => new URL(url).pathname;

/** The verbs of this room without HTTP, as an operator's command calls them. */
function learningOf(world: World, holdings: readonly Holding[] = []): Learning {
  const privacy = createPrivacy(world.custody, true);
  return { ...world.on, keyring: createKeyring(world.custody), privacy, holdings };
}

describe('learners whom the first release left in the clear', () => {
  let world: World;
  let academy: Provider;
  let reports: any[];
  let badges: Map<string, Buffer>;
  /** The same service after the operator has said that everybody runs the new release. */
  let tasks: Awaited<ReturnType<typeof buildApp>>['tasks'];
  let now: (path: string, body: unknown) => Promise<{ status: number; body: any }>;

  const emails = ['kanarie-first@example.org', 'kanarie-second@example.org'];
  const reportsOf = (email: string) => [
    {
      ...reportOf(email),
      learner: { email, name: 'Kanarie Vogel', reference: `KANARIE-${email}` },
      reference: `kanarie-report-${email}`,
    },
    { ...reportOf(email), learner: { email }, completedOn: '2026-07-24' },
  ];
  const proofOf = (email: string) => ({
    learner: { email },
    ulo: 'ulo:WP-02',
    components: ['skill:inregelen'],
    source: { kind: 'workplace', name: 'Kanarieplek' },
    issuedOn: '2026-05-23',
  });

  beforeAll(async () => {
    // Rows as the first release wrote them: this is the form that `later` keeps to.
    world = await makeWorld({ env: { SEAL_LEARNER_DATA: 'later' } });
    academy = await world.academy();
    reports = [];
    for (const email of emails) {
      for (const report of reportsOf(email))
        reports.push({ report, answer: (await academy.post('/v1/completions', report)).body });
      expect((await academy.post('/v1/partial-proofs', proofOf(email))).status).toBe(201);
    }
    const { id } = await proposeScheme(academy, emails[0] ?? '');
    await academy.post(`/v1/proposals/${id}/confirm`, {
      assessor: { name: 'Kanarie Beoordelaar' },
      statements: ['gezien'],
    });
    badges = new Map();
    for (const { answer } of reports)
      for (const { id, url } of answer.awards) badges.set(id, (await world.stranger.get(pathOf(url))).bytes);
    const config = { ...world.on.config, sealLearnerData: true };
    const app = await buildApp({ ...world.on, config }, { custody: world.custody, operatorKey });
    tasks = app.tasks;
    now = async (url, payload) => {
      const headers = { authorization: `Bearer ${academy.key}`, 'content-type': 'application/json' };
      const answer = await app.http.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
      return { status: answer.statusCode, body: answer.json() };
    };
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test('lie in columns of their own, without a key', async () => {
    expect((await everythingStored(world.database)).includes('kanarie-first@example.org')).toBe(true);
    expect(await rowsOf(world.database, 'select * from learner_keys')).toEqual([]);
    expect(await rowsOf(world.database, 'select * from privacy_keys')).toEqual([]);
    await world.work('seal-learner-data'); // still "later"
    expect(await rowsOf(world.database, 'select * from learner_keys')).toEqual([]);
  });

  test.each([
    `bytes = 'forged'`,
    `bytes = null, sealed = 'x'`, // nobody's
    `bytes = null, sealed = 'x', learner_id = gen_random_uuid(), url = 'https://elsewhere.example'`,
    `sealed = 'x', learner_id = gen_random_uuid()`, // both forms
  ])('have badges that the database lets nobody change: %s', async (change) => {
    await expect(rowsOf(world.database, `update credentials set ${change}`)).rejects.toMatchObject({ code: '23001' });
  });

  describe.each(['before', 'after'])('%s they are sealed', (when) => {
    beforeAll(async () => {
      if (when === 'before') return;
      await tasks.find(({ name }) => name === 'seal-learner-data')?.run();
    });

    test('a report that is sent again is recognised, and one that contradicts it is refused', async () => {
      for (const { report, answer } of reports) {
        const again = await now('/v1/completions', report);
        expect(again.status).toBe(200);
        expect(again.body.completion).toEqual(answer.completion);
        expect(again.body.learner.id).toBe(answer.learner.id);
        const contradiction = { ...report, hoursAttended: 7 };
        expect((await now('/v1/completions', contradiction)).status).toBe(409);
      }
      for (const email of emails) expect((await now('/v1/partial-proofs', proofOf(email))).status).toBe(200);
    });

    test('their badges are served byte for byte as they were signed', async () => {
      for (const [id, bytes] of badges) {
        expect((await world.stranger.get(`/credentials/${id}`)).bytes.equals(bytes)).toBe(true);
        expect((await storedBytesOf(world, id)).map((each) => each.equals(bytes))).toEqual([true]);
      }
    });

    test('a correction that changes nothing on the badge issues nothing; one that does, does', async () => {
      const { report, answer } = reports[when === 'before' ? 1 : 3];
      const station = answer.awards.find(({ achievement }: any) => achievement.kind === 'station');
      const issues = async () =>
        Number((await rowsOf(world.database, 'select issues from awards where id = $1', station.id))[0].issues);
      expect(await issues()).toBe(1);
      const same = await now('/v1/completions', { ...report, hoursAttended: 3, replaces: answer.completion.id });
      expect([same.status, await issues()]).toEqual([201, 1]);
      const other = await now('/v1/completions', {
        ...report,
        startedOn: '2026-07-20',
        replaces: same.body.completion.id,
      });
      expect([other.status, await issues()]).toEqual([201, 2]);
      // As a later turn of this test expects it: the badge as it is now.
      badges.delete(station.id);
      for (const { id } of answer.awards) badges.delete(id);
      reports = reports.filter((each) => each.answer !== answer);
      if (when === 'before')
        reports.splice(1, 0, { report: { ...report, startedOn: '2026-07-20' }, answer: other.body });
    });
  });

  test('are readable nowhere afterwards, and found by address and number', async () => {
    const dump = await everythingStored(world.database);
    expect(spellingsOf('kanarie').filter((each) => dump.includes(each))).toEqual([]);
    const [plain] = await rowsOf(world.database, 'select count(*)::int as n from credentials where bytes is not null');
    expect(plain.n).toBe(0);
    for (const search of [{ email: emails[1] }, { reference: `KANARIE-${emails[1]}` }])
      expect((await now('/v1/learners/search', search)).body.items).toMatchObject([
        { email: emails[1], name: 'Kanarie Vogel' },
      ]);
    const told = await rowsOf(world.database, `select payload from outbox_messages where kind = 'learners.sealed'`);
    expect(told.map(({ payload }) => payload)).toEqual([{ learners: 2 }]);
  });

  test('one whom the first release adds a second time is sealed too, and the first one goes on being found', async () => {
    const [known] = (await now('/v1/learners/search', { email: emails[0] })).body.items;
    await rowsOf(
      world.database,
      'insert into learners (issuer_id, id, email, created_at) select issuer_id, gen_random_uuid(), $1, created_at from learners where id = $2',
      emails[0],
      known.id,
    );
    await tasks.find(({ name }) => name === 'seal-learner-data')?.run();
    expect((await everythingStored(world.database)).includes('kanarie')).toBe(false);
    expect((await now('/v1/learners/search', { email: emails[0] })).body.items).toEqual([known]);
  });
});

test('a learner of the first release who is erased before being sealed leaves nothing readable', async () => {
  await using world = await makeWorld({ env: { SEAL_LEARNER_DATA: 'later' } });
  const academy = await world.academy();
  const { body } = await academy.post(
    '/v1/completions',
    reportOf('kanarie@example.org', [3, 3], { reference: 'kanarie-1' }),
  );
  expect((await academy.post(`/v1/learners/${body.learner.id}/erase`, {})).status).toBe(200);
  const dump = await everythingStored(world.database);
  const words = ['kanarie', 'noor visser'];
  expect(words.filter((word) => spellingsOf(word).some((each) => dump.includes(each)))).toEqual([]);
  expect((await world.stranger.get(pathOf(body.awards[0].url))).status).toBe(410);
});

describe('retention', () => {
  let world: World;
  let academy: Provider;
  const stateOf = async (id: string) =>
    (await academy.get(`/v1/learners/${id}`)).body.erasedAt === undefined ? 'kept' : 'erased';
  const learn = async (email: string) => (await academy.post('/v1/completions', reportOf(email))).body;
  beforeAll(async () => {
    world = await makeWorld({ now: '2026-11-22T12:00:00Z' });
    academy = await world.academy();
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test('erases nobody by time unless the issuer set a term', async () => {
    // An academy of its own: nothing is issued where a record of the far future stands.
    const own = await world.academy('own');
    const { learner } = (await own.post('/v1/completions', reportOf('default@example.org'))).body;
    expect((await own.get('/v1/issuers/me/privacy')).body).toEqual({
      retentionYears: null,
      onErasure: 'keep',
      badgePage: 'open',
      learnerErasure: 'on-request',
    });
    world.clock.set('2126-11-22T12:00:00Z');
    await world.work('apply-retention');
    expect((await own.get(`/v1/learners/${learner.id}`)).body.erasedAt).toBeUndefined();
    world.clock.set('2026-11-22T12:00:00Z');
  });

  test('counts from the last thing that happened: a report, or a change of a badge', async () => {
    const { status, body } = await academy.put('/v1/issuers/me/privacy', { retentionYears: 2, onErasure: 'revoke' });
    expect([status, body]).toEqual([
      200,
      {
        retentionYears: 2,
        onErasure: 'revoke',
        badgePage: 'open',
        learnerErasure: 'on-request',
        changedAt: '2026-11-22T12:00:00.000Z',
      },
    ]);
    const quiet = await learn('quiet@example.org');
    const active = await learn('active@example.org');
    const withdrawn = await learn('withdrawn@example.org');
    world.clock.set('2027-11-22T12:00:00Z');
    await academy.post('/v1/completions', reportOf('active@example.org', [3, 3], { completedOn: '2027-11-01' }));
    await academy.post(`/v1/awards/${withdrawn.awards[0].id}/suspend`, { reason: { nl: 'Even niet' } });
    const all = async () => [
      await stateOf(quiet.learner.id),
      await stateOf(active.learner.id),
      await stateOf(withdrawn.learner.id),
    ];

    world.clock.set('2028-11-22T12:00:00.000Z'); // two years to the millisecond: not longer ago than the term
    await world.work('apply-retention');
    expect(await all()).toEqual(['kept', 'kept', 'kept']);
    world.clock.set('2028-11-22T12:00:00.001Z');
    await world.work('apply-retention');
    expect(await all()).toEqual(['erased', 'kept', 'kept']);
    expect((await academy.get(`/v1/awards/${quiet.awards[0].id}`)).body.state).toBe('revoked');
    world.clock.set('2029-11-22T12:00:00.001Z');
    await world.work('apply-retention');
    expect(await all()).toEqual(['erased', 'erased', 'erased']);
    const told = await rowsOf(
      world.database,
      `select actor from audit_entries where action = 'learner.erased' and actor like 'system:%'`,
    );
    expect(told.map(({ actor }) => actor)).toEqual([
      'system:apply-retention',
      'system:apply-retention',
      'system:apply-retention',
    ]);
  });

  test('of one issuer is nothing to another', async () => {
    const other = await world.academy('other');
    const { body } = await other.post('/v1/completions', reportOf('elsewhere@example.org'));
    world.clock.set('2090-01-01T00:00:00Z');
    await world.work('apply-retention');
    expect((await other.get(`/v1/learners/${body.learner.id}`)).body.erasedAt).toBeUndefined();
  });

  test.each([[{ retentionYears: 0 }], [{ retentionYears: 1.5 }], [{ onErasure: 'burn' }], [{ years: 1 }]])(
    'refuses the policy %j',
    async (policy) => expect((await academy.put('/v1/issuers/me/privacy', policy)).status).toBe(400),
  );
});

describe('erasures after a backup was put back', () => {
  test('are done again from the list, and a second replay does nothing', async () => {
    await using world = await makeWorld();
    const academy = await world.academy();
    const caller = { actor: 'operator', requestId: world.on.ids.next() };
    const [kept, erased] = await Promise.all(
      ['kept@example.org', 'erased@example.org'].map(
        async (email) => (await academy.post('/v1/completions', reportOf(email))).body,
      ),
    );
    // A backup is made: this is what it holds of the two.
    const backup = await rowsOf(world.database, 'select * from learner_keys order by learner_id');
    await academy.post(`/v1/learners/${erased.learner.id}/erase`, { badges: 'revoke' });
    const list = await listErasures(world.database, 100);
    expect(list.map(({ learnerId, badges }) => [learnerId, badges])).toEqual([[erased.learner.id, 'revoke']]);
    expect(Object.keys(list[0] ?? {}).toSorted()).toEqual(['badges', 'erasedAt', 'issuerId', 'learnerId']);

    // The backup is put back: another database in which the key is there again.
    await using restored = await makeWorld();
    const there = await restored.academy();
    const again = (await there.post('/v1/completions', reportOf('erased@example.org'))).body;
    const replay = [{ issuerId: there.issuer.id, learnerId: again.learner.id, badges: 'revoke' } as const, ...list];
    expect(backup).toHaveLength(2);
    expect(await replayErasures(learningOf(restored), caller, replay)).toEqual({ erased: 1, already: 0, absent: 1 });
    expect((await restored.stranger.get(pathOf(again.awards[0].url))).status).toBe(410);
    expect((await there.get(`/v1/awards/${again.awards[0].id}`)).body.state).toBe('revoked');
    expect(await replayErasures(learningOf(restored), caller, replay)).toEqual({ erased: 0, already: 1, absent: 1 });
    expect((await world.stranger.get(pathOf(kept.awards[0].url))).status).toBe(200);
  });
});

test('what other rooms hold is exported and let go of with the rest, in one transaction', async () => {
  await using world = await makeWorld();
  const academy = await world.academy();
  const { learner } = (await academy.post('/v1/completions', reportOf('held@example.org'))).body;
  const let_go: string[] = [];
  const broken: Holding = {
    name: 'broken',
    erased: async (_on, _tx, _caller, { id }) => {
      let_go.push(id);
      throw new Error('it does not let go');
    },
  };
  const caller = { actor: 'operator', requestId: world.on.ids.next(), issuerId: academy.issuer.id };
  await expect(eraseLearner(learningOf(world, [broken]), caller, learner.id)).rejects.toThrow('let go');
  expect(let_go).toEqual([learner.id]);
  expect((await academy.get(`/v1/learners/${learner.id}`)).body.email).toBe('held@example.org');
});
