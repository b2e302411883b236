import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyring, findIssuer } from '../../src/issuers/index.ts';
import { signCredential } from '../../src/openbadges/index.ts';
import { verifiesIndependently } from '../support/independent-verifier.ts';
import { rowsOf } from '../support/stored.ts';
import { until } from '../support/until.ts';
import { type Client, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const reason = { nl: 'Back-up gestolen', en: 'A backup was stolen' };
const minute = 60_000;
let count = 0;

/** A report makes two awards, of the station and of the ULO; this is the first. */
const award = async (own: Client) => {
  const { body } = await own.post('/v1/completions', reportOf(`holder-${++count}@example.org`));
  return body.awards[0] as { id: string; url: string };
};
const badgeOf = async ({ id }: { id: string }) =>
  (await world.stranger.get(`/credentials/${id}`, { accept: 'application/vc' })).body;
const didOf = async ({ issuer }: Provider) => (await world.stranger.get(`/issuers/${issuer.slug}/did.json`)).body;
const verdictOf = async (badge: object) => (await world.stranger.post('/verify', badge)).body;
const activeKey = async (own: Client) =>
  (await own.get('/v1/keys')).body.items.find(({ state }: any) => state === 'active');
const stateOf = async (own: Client, { id }: { id: string }) => (await own.get(`/v1/awards/${id}`)).body.state;
const messages = (own: Provider, kind: string) =>
  rowsOf(world.database, 'select subject from outbox_messages where issuer_id = $1 and kind = $2', own.issuer.id, kind);

/** Until a transaction in this database waits for the lock of another. */
const somebodyWaits = () =>
  until(async () => {
    const waiting =
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' limit 1";
    return (await rowsOf(world.database, waiting)).length > 0;
  });

/** What somebody can make who has the key: a badge with any date in it. */
async function forge(own: Provider, badge: any) {
  const issuer = await findIssuer(world.database, own.issuer.id);
  if (issuer === undefined) throw new Error('no issuer');
  const key = await createKeyring(world.custody).active(world.database, issuer);
  const { proof, ...document } = structuredClone(badge);
  document.credentialSubject.achievement.name = 'Hoogleraar';
  return (created: string) => signCredential(document, key, { created: new Date(created) });
}

describe('a key in the wrong hands, played through', () => {
  test('before, after, and issued again', async () => {
    const own = await world.academy('rehearsal');
    const early = await Promise.all([award(own), award(own)]);
    const lists = new Set((await Promise.all(early.map(badgeOf))).map((b) => b.credentialStatus.statusListCredential));
    world.clock.advance(minute);
    const since = world.clock.now().toISOString();
    const late = await Promise.all([award(own), award(own), award(own)]);
    const [earlyBadge, lateBadge] = [await badgeOf(early[0]!), await badgeOf(late[0]!)];
    const forgery = await (await forge(own, earlyBadge))(earlyBadge.proof[0].created);
    const key = await activeKey(own);
    world.clock.advance(minute);

    // Before: all of it verifies, for us and for a verifier that knows nothing of us; the forgery too, which is the trouble.
    for (const badge of [earlyBadge, lateBadge, forgery]) {
      expect(await verifiesIndependently(badge, await didOf(own))).toBe(true);
    }
    expect((await verdictOf(earlyBadge)).verdict).toBe('valid');

    const marked = await own.post(`/v1/keys/${key.id}/compromise`, { since, reason });
    expect([marked.status, marked.body.state, marked.body.compromisedSince]).toEqual([200, 'compromised', since]);
    expect(marked.body.playbook).toMatchObject([{ kind: 'revoke', done: 0, left: 6 }]);

    // The same moment: a fresh key signs, the old one is published as revoked and asserts nothing any more.
    const fresh = await activeKey(own);
    const document = await didOf(own);
    expect(document.assertionMethod).toEqual([fresh.verificationMethod]);
    expect(document.verificationMethod).toMatchObject([
      { id: key.verificationMethod, revoked: since.replace('.000', '') },
      { id: fresh.verificationMethod },
    ]);
    const { keys } = (await world.stranger.get('/issuers/rehearsal/jwks.json')).body;
    expect(keys.map(({ kid }: any) => kid)).toEqual([fresh.verificationMethod]);
    const page = await world.stranger.get(new URL(key.url).pathname, { accept: 'text/html' });
    expect(page.text).toContain('Vertrouw geen badge van daarna');
    const next = await badgeOf(await award(own));
    expect(next.proof[0].verificationMethod).toBe(fresh.verificationMethod);

    // Even before the work is done nothing of it counts, other than what our own record dates earlier.
    expect(await verdictOf(lateBadge)).toMatchObject({
      verdict: 'revoked',
      checks: expect.arrayContaining([expect.objectContaining({ name: 'status', code: 'key-compromised' })]),
    });
    expect(await verdictOf(forgery)).toMatchObject({
      verdict: 'invalid',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'proof', outcome: 'failed', code: 'key-compromised' }),
      ]),
    });
    expect(await verdictOf(earlyBadge)).toMatchObject({
      verdict: 'valid',
      checks: expect.arrayContaining([expect.objectContaining({ name: 'issuer', code: 'recorded-by-issuer' })]),
    });
    expect(await verifiesIndependently(earlyBadge, document)).toBe(false);

    await world.work('compromise-playbook');
    expect(await Promise.all(late.map((each) => stateOf(own, each)))).toEqual(['revoked', 'revoked', 'revoked']);
    expect(await Promise.all(early.map((each) => stateOf(own, each)))).toEqual(['active', 'active']);
    expect(await messages(own, 'award.revoked')).toHaveLength(6);
    expect(await messages(own, 'key.compromised')).toHaveLength(1);
    expect(
      await rowsOf(
        world.database,
        'select state, withdrawn_because as cause, count(*)::int as n from awards where issuer_id = $1 group by 1, 2 order by 1',
        own.issuer.id,
      ),
    ).toEqual([
      { state: 'active', cause: null, n: 6 },
      { state: 'revoked', cause: 'key-compromise', n: 6 },
    ]);
    for (const list of lists) {
      const { body } = await world.stranger.get(new URL(list).pathname);
      expect([body.proof].flat()[0].verificationMethod).toBe(fresh.verificationMethod);
    }

    // On request: what was signed before is signed anew, under the same id and awarded date.
    const started = await own.post(`/v1/keys/${key.id}/reissue`);
    expect([started.status, started.body.playbook[1]]).toMatchObject([202, { kind: 'reissue', done: 0, left: 4 }]);
    expect((await own.post(`/v1/keys/${key.id}/reissue`)).body.playbook).toHaveLength(2);
    await world.work('compromise-playbook');
    const renewed = await badgeOf(early[0]!);
    expect([renewed.id, renewed.awardedDate]).toEqual([earlyBadge.id, earlyBadge.awardedDate]);
    expect(Date.parse(renewed.validFrom)).toBeGreaterThan(Date.parse(earlyBadge.validFrom));
    expect(await verifiesIndependently(renewed, await didOf(own))).toBe(true);
    expect((await verdictOf(renewed)).verdict).toBe('valid');
    expect((await verdictOf(earlyBadge)).verdict).toBe('revoked');
    expect(await messages(own, 'award.reissued')).toHaveLength(4);
    expect((await own.get(`/v1/keys/${key.id}`)).body.playbook).toMatchObject([
      { kind: 'revoke', done: 6, left: 0, finishedAt: expect.any(String) },
      { kind: 'reissue', done: 4, left: 0, finishedAt: expect.any(String) },
    ]);
  });

  test('goes on after a crash in the middle: nothing is lost, nothing done twice', async () => {
    const own = await world.academy('crash');
    const awards = [];
    for (let n = 0; n < 6; n++) awards.push(await award(own));
    const key = await activeKey(own);
    await own.post(`/v1/keys/${key.id}/compromise`, { since: world.clock.now().toISOString(), reason });
    const poisoned = awards[3]!.id;
    await rowsOf(
      world.database,
      `alter table outbox_messages add constraint crash check (subject <> 'award:${poisoned}') not valid`,
    );
    await expect(world.work('compromise-playbook')).rejects.toThrow();
    expect((await own.get(`/v1/keys/${key.id}`)).body.playbook).toMatchObject([{ done: 6, left: 6 }]);
    // Another one's work does not wait for it.
    const other = await world.academy('not-held-up');
    const otherAward = await award(other);
    const otherKey = await activeKey(other);
    await other.post(`/v1/keys/${otherKey.id}/compromise`, { since: world.clock.now().toISOString(), reason });
    await expect(world.work('compromise-playbook')).rejects.toThrow();
    expect(await stateOf(other, otherAward)).toBe('revoked');

    await rowsOf(world.database, 'alter table outbox_messages drop constraint crash');
    await Promise.all([1, 2, 3].map(() => world.work('compromise-playbook')));
    await world.work('compromise-playbook');
    const told = (await messages(own, 'award.revoked')).map(({ subject }) => subject);
    expect(told).toEqual(expect.arrayContaining(awards.map(({ id }) => `award:${id}`)));
    expect([told.length, new Set(told).size]).toEqual([12, 12]);
    expect((await own.get(`/v1/keys/${key.id}`)).body.playbook).toMatchObject([{ done: 12, left: 0 }]);
    expect(await messages(own, 'key.revocation-finished')).toHaveLength(1);
  });

  test('catches what is being signed at that moment', async () => {
    const own = await world.academy('meanwhile');
    const key = await activeKey(own);
    const [, ...reports] = await Promise.all([
      own.post(`/v1/keys/${key.id}/compromise`, { since: world.clock.now().toISOString(), reason }),
      ...Array.from({ length: 12 }, (_, n) => own.post('/v1/completions', reportOf(`meanwhile-${n}@example.org`))),
    ]);
    expect(reports.map(({ status }) => status)).toEqual(Array(12).fill(201));
    await world.work('compromise-playbook');
    const signed = await rowsOf(
      world.database,
      `select a.state, c.signing_key_id = $2 as old from awards a join credentials c on c.award_id = a.id where a.issuer_id = $1`,
      own.issuer.id,
      key.id,
    );
    expect(signed).toHaveLength(24);
    for (const { state, old } of signed) expect(state).toBe(old ? 'revoked' : 'active');
  });
});

describe('marking a key', () => {
  test('has every status list signed anew, also one on which nothing changes', async () => {
    const own = await world.academy('lists');
    const { credentialStatus } = await badgeOf(await award(own));
    const list = async () => (await world.stranger.get(new URL(credentialStatus.statusListCredential).pathname)).body;
    const key = await activeKey(own);
    const signerOf = async () => [(await list()).proof].flat()[0].verificationMethod;
    expect(await signerOf()).toBe(key.verificationMethod);
    world.clock.advance(minute);
    await own.post(`/v1/keys/${key.id}/compromise`, { since: world.clock.now().toISOString(), reason });
    await world.work('compromise-playbook');
    expect(await signerOf()).toBe((await activeKey(own)).verificationMethod);
    expect((await own.get(`/v1/keys/${key.id}`)).body.playbook).toMatchObject([{ done: 0, left: 0 }]);
  });

  test('waits for whoever is signing with it at that moment', async () => {
    const own = await world.provider('waits');
    const key = await activeKey(own);
    const issuer = await findIssuer(world.database, own.issuer.id);
    if (issuer === undefined) throw new Error('no issuer');
    let marking: Promise<unknown> = Promise.resolve();
    const first = await world.database.transaction(async (tx) => {
      await createKeyring(world.custody).active(tx, issuer);
      const since = world.clock.now().toISOString();
      marking = own.post(`/v1/keys/${key.id}/compromise`, { since, reason });
      return Promise.race([marking.then(() => 'did not wait'), somebodyWaits().then(() => 'waited')]);
    });
    await marking;
    expect(first).toBe('waited');
  });

  test('moves its moment only backwards, and then catches what lies between', async () => {
    const own = await world.academy('earlier');
    const key = await activeKey(own);
    const first = await award(own);
    world.clock.advance(minute);
    const since = world.clock.now().toISOString();
    const second = await award(own);
    const mark = (moment: string) => own.post(`/v1/keys/${key.id}/compromise`, { since: moment, reason });
    expect((await mark(since)).status).toBe(200);
    await world.work('compromise-playbook');
    expect([await stateOf(own, first), await stateOf(own, second)]).toEqual(['active', 'revoked']);
    expect((await mark(since)).body.playbook).toHaveLength(1); // again changes nothing
    expect((await mark(world.clock.now().toISOString())).status).toBe(200);
    world.clock.advance(minute);
    expect((await mark(world.clock.now().toISOString())).status).toBe(409);
    expect((await mark('2020-01-01T00:00:00Z')).body.playbook).toHaveLength(2);
    await world.work('compromise-playbook');
    expect([await stateOf(own, first), await stateOf(own, second)]).toEqual(['revoked', 'revoked']);
  });

  test('is for what has happened, by its issuer or the operator, with a key of its own', async () => {
    const own = await world.provider('whose');
    const stranger = await world.provider('not-yours');
    const key = await activeKey(own);
    const path = `/v1/keys/${key.id}`;
    const body = { since: world.clock.now().toISOString(), reason };
    const future = new Date(world.clock.now().getTime() + minute).toISOString();
    expect((await own.post(`${path}/compromise`, { since: future, reason })).status).toBe(422);
    expect((await own.post(`${path}/reissue`)).status).toBe(409); // nothing is wrong with it
    for (const send of [
      () => stranger.get(path),
      () => stranger.post(`${path}/compromise`, body),
      () => stranger.post(`${path}/reissue`),
    ]) {
      expect((await send()).status).toBe(404);
    }
    expect((await world.operator.post(`${path}/compromise`, body)).body.state).toBe('compromised');
    const [entry] = await rowsOf(
      world.database,
      "select actor from audit_entries where action = 'key.compromised' and issuer_id = $1",
      own.issuer.id,
    );
    expect(entry.actor).toBe('operator');
    // And the database keeps nothing that such a key signed.
    await expect(
      rowsOf(
        world.database,
        `insert into credentials (issuer_id, id, award_id, url, issue, language, signing_key_id, status_list_id, status_index, facts_digest, bytes, valid_from)
         values ($1, gen_random_uuid(), gen_random_uuid(), '', 1, 'nl', $2, gen_random_uuid(), 0, '', '', now())`,
        own.issuer.id,
        key.id,
      ),
    ).rejects.toThrow(/nothing may be signed/);
  });
});
