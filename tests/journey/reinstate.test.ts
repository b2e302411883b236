import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowCounts } from '../support/row-counts.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

let learners = 0;
const someone = () => `learner-${++learners}@example.org`;
const of = (items: any[], ref: string) => items.find(({ achievement }) => achievement.ref === ref);
const pathOf = ({ url }: { url: string }) => new URL(url).pathname;
const reason = { nl: 'Bezwaar in behandeling', en: 'An objection is looked at' };

async function uloAward() {
  const { body } = await academy.post('/v1/completions', reportOf(someone()));
  return of(body.awards, 'badge:WP-04');
}
const change = (award: { id: string }, verb: string, body: object = { reason }) =>
  academy.post(`/v1/awards/${award.id}/${verb}`, body);
const bytesOf = async (award: { url: string }) => (await world.stranger.get(pathOf(award))).bytes;
const judged = async (badge: Buffer) => (await world.stranger.post('/verify', badge)).body;
const statusOf = (verification: any) => verification.checks.find(({ name }: any) => name === 'status');

describe('reinstating a suspended award', () => {
  test('issues its badge again: same id, later validFrom, another place; the old bit stays set', async () => {
    const award = await uloAward();
    const before = await bytesOf(award);
    await change(award, 'suspend');
    world.clock.advance(60_000);
    const answer = await change(award, 'reinstate', { reason: { en: 'Upheld' } });
    expect([answer.status, answer.body.state]).toEqual([200, 'active']);
    expect(answer.body.reason).toEqual({ en: 'Upheld' });
    const after = await bytesOf(award);
    const [old, fresh] = [before, after].map((each) => JSON.parse(each.toString()));
    expect(fresh.id).toBe(old.id);
    expect(fresh.awardedDate).toBe(old.awardedDate);
    expect(Date.parse(fresh.validFrom)).toBeGreaterThan(Date.parse(old.validFrom));
    expect(fresh.credentialStatus.id).not.toBe(old.credentialStatus.id);
    expect((await judged(after)).verdict).toBe('valid');
    const page = await world.stranger.get(`${pathOf(award)}?lang=en`, { accept: 'text/html' });
    expect(page.text).toContain('sign--valid');
  });

  test('an old copy is told from a badge that was taken back, and where the newest issue is', async () => {
    const award = await uloAward();
    const copy = await bytesOf(award);
    await change(award, 'suspend');
    await change(award, 'reinstate', {});
    const verification = await judged(copy);
    expect(verification.verdict).toBe('revoked');
    expect(statusOf(verification)).toMatchObject({ outcome: 'failed', code: 'replaced', newer: award.url });
    const form = new URLSearchParams({ credential: copy.toString() }).toString();
    const page = await world.stranger.request({
      method: 'POST',
      url: '/verify?lang=en',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: form,
    });
    expect(page.text).toContain('There is a newer issue of this badge');
    expect(page.text).toContain(award.url);
  });

  test('an old copy says itself where it is refreshed (Open Badges 3.0 §8.2 step 3)', async () => {
    const award = await uloAward();
    const copy = JSON.parse((await bytesOf(award)).toString());
    await change(award, 'suspend');
    world.clock.advance(60_000);
    await change(award, 'reinstate', {});
    expect(copy.refreshService.type).toBe('1EdTechCredentialRefresh');
    const fresh = await world.stranger.get(new URL(copy.refreshService.id).pathname, { accept: '' });
    expect(fresh.headers['content-type']).toBe('application/vc+ld+json');
    expect([fresh.body.id, fresh.body.issuer.id]).toEqual([copy.id, copy.issuer.id]);
    expect(Date.parse(fresh.body.validFrom)).toBeGreaterThan(Date.parse(copy.validFrom));
    expect((await judged(fresh.bytes)).verdict).toBe('valid');
  });

  test('an old copy follows what became of the newest issue', async () => {
    const award = await uloAward();
    const copies = [await bytesOf(award)];
    for (let time = 0; time < 2; time += 1) {
      await change(award, 'suspend');
      await change(award, 'reinstate', {});
      copies.push(await bytesOf(award));
    }
    const verdicts = async () =>
      Promise.all(copies.map(async (copy) => (statusOf(await judged(copy)) as { code: string }).code));
    expect(await verdicts()).toEqual(['replaced', 'replaced', 'not-withdrawn']);
    await change(award, 'suspend');
    expect(await verdicts()).toEqual(['suspended', 'suspended', 'suspended']);
    await change(award, 'revoke');
    expect(await verdicts()).toEqual(['revoked', 'revoked', 'revoked']);
  });

  test('a corrected badge has an old copy that is replaced, too', async () => {
    const email = someone();
    const first = await academy.post('/v1/completions', reportOf(email, [3, 3]));
    const award = of(first.body.awards, 'badge:WP-04');
    const copy = await bytesOf(award);
    world.clock.advance(60_000);
    await academy.post('/v1/completions', { ...reportOf(email, [4, 4]), replaces: first.body.completion.id });
    expect(statusOf(await judged(copy)).code).toBe('replaced');
  });

  test('again changes nothing; so does reinstating an award that holds', async () => {
    const award = await uloAward();
    await change(award, 'suspend');
    const first = await change(award, 'reinstate', {});
    const bytes = await bytesOf(award);
    const counts = await rowCounts(world.database);
    world.clock.advance(60_000);
    const again = await change(award, 'reinstate', { reason: 'Another reason' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await bytesOf(award)).equals(bytes)).toBe(true);
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('ten times at once issues once', async () => {
    const award = await uloAward();
    await change(award, 'suspend');
    const answers = await Promise.all(Array.from({ length: 10 }, () => change(award, 'reinstate', {})));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const [{ issues }] = await rowsOf(
      world.database,
      'select count(*)::int as issues from credentials where award_id = $1',
      award.id,
    );
    expect(issues).toBe(2);
  });

  test('leaves an audit entry and a message, with the state before and after', async () => {
    const award = await uloAward();
    await change(award, 'suspend');
    await change(award, 'reinstate', {});
    const entries = await rowsOf(
      world.database,
      'select action, before_digest, after_digest from audit_entries where subject = $1 order by id',
      `award:${award.id}`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['award.issued', 'award.suspended', 'award.reinstated']);
    const [, suspended, reinstated] = entries;
    expect(reinstated.before_digest).toBe(suspended.after_digest);
    const messages = await rowsOf(
      world.database,
      'select kind from outbox_messages where subject = $1',
      `award:${award.id}`,
    );
    expect(messages.map(({ kind }) => kind)).toContain('award.reinstated');
  });
});

describe('what cannot be reinstated', () => {
  test('an award that was revoked', async () => {
    const award = await uloAward();
    await change(award, 'revoke');
    expect((await change(award, 'reinstate', {})).status).toBe(409);
  });

  test('an award of another issuer', async () => {
    const award = await uloAward();
    await change(award, 'suspend');
    const other = await world.provider('elsewhere');
    expect((await other.post(`/v1/awards/${award.id}/reinstate`, {})).status).toBe(404);
    expect((await academy.get(`/v1/awards/${award.id}`)).body.state).toBe('suspended');
  });

  test('an award that has expired', async () => {
    const award = await uloAward();
    await change(award, 'suspend');
    await rowsOf(world.database, "update awards set valid_until = '2026-11-21' where id = $1", award.id);
    const refused = await change(award, 'reinstate', {});
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('expired')]);
  });
});

describe('an award that was revoked because of a key', () => {
  const byKey = async () => {
    const award = await uloAward();
    const copy = await bytesOf(award);
    await change(award, 'revoke');
    await rowsOf(world.database, "update awards set withdrawn_because = 'key-compromise' where id = $1", award.id);
    return { award, copy };
  };

  test('can be reinstated; its old copy then counts as replaced', async () => {
    const { award, copy } = await byKey();
    world.clock.advance(60_000);
    expect((await change(award, 'reinstate', {})).body.state).toBe('active');
    expect((await judged(await bytesOf(award))).verdict).toBe('valid');
    expect(statusOf(await judged(copy)).code).toBe('replaced');
    await change(award, 'revoke');
    expect((await change(award, 'reinstate', {})).status).toBe(409);
  });

  test('is revoked for good when the issuer says so as well', async () => {
    const { award } = await byKey();
    const answer = await change(award, 'revoke', { reason: 'Fraud' });
    expect(answer.body).toMatchObject({ state: 'revoked', reason: 'Fraud' });
    expect((await change(award, 'reinstate', {})).status).toBe(409);
  });
});

describe('a line that waits', () => {
  const stations = [
    ['ST-01', 'EN-01'],
    ['ST-02', 'WP-01'],
    ['ST-03', 'WP-02'],
    ['ST-04', 'WP-03'],
    ['ST-05', 'WP-04'],
  ] as const;
  const stationReport = (email: string, [station, ulo]: readonly [string, string], index: number) => ({
    learner: { email },
    station,
    completedOn: `2026-0${index + 3}-11`,
    assessments: [{ ulo, criteria: ['A', 'B'].map((end) => ({ criterion: `criterion:${ulo}-${end}`, level: 3 })) }],
  });

  test('for a suspended station is awarded when that is reinstated, not before', async () => {
    const email = someone();
    const held = async (learner: string) =>
      (await academy.get(`/v1/awards?learner=${learner}&limit=100`)).body.items.map(
        ({ achievement }: any) => achievement.ref,
      );
    const [first, ...rest] = stations;
    const { body } = await academy.post('/v1/completions', stationReport(email, first, 0));
    for (const { id } of body.awards) await academy.post(`/v1/awards/${id}/suspend`, { reason });
    for (const [index, station] of rest.entries())
      await academy.post('/v1/completions', stationReport(email, station, index + 1));
    expect(await held(body.learner.id)).not.toContain('badge:line-WP');
    for (const { id } of body.awards) await academy.post(`/v1/awards/${id}/reinstate`, {});
    expect(await held(body.learner.id)).toContain('badge:line-WP');
  });
});
