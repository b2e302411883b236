import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowCounts } from '../support/row-counts.ts';
import { makeWorld, type Provider, reportOf, sampleAcademy, type World } from '../support/world.ts';

let world: World;
let academy: Provider;

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

let learners = 0;
const someone = () => `learner-${++learners}@example.org`;

/** Sends a report and gives the body of the answer; a refusal ends the test. */
async function report(body: unknown, by = academy) {
  const answer = await by.post('/v1/completions', body);
  if (answer.status > 201) throw new Error(answer.text);
  return answer.body;
}

/** A correction of what `first` recorded: the same moment cannot bring two issues, so the clock goes on. */
async function correct(first: any, body: object, by = academy) {
  world.clock.advance(60_000);
  return report({ ...body, replaces: first.completion.id }, by);
}

const of = (items: any[], ref: string) => items.find(({ achievement }) => achievement.ref === ref);
const awardOf = async (id: string, by = academy) => (await by.get(`/v1/awards/${id}`)).body;
const bytesOf = async (url: string) => (await world.stranger.get(new URL(url).pathname)).bytes;
const verdictOf = async (bytes: Buffer) => (await world.stranger.post('/verify', bytes)).body.verdict;

/** The bit that everybody's verifier sees. */
async function bitOf(bytes: Buffer): Promise<number> {
  const { credentialStatus } = JSON.parse(bytes.toString());
  const list = await world.stranger.get(new URL(credentialStatus.statusListCredential).pathname);
  const { decodeBitstring, bitAt } = await import('../../src/openbadges/index.ts');
  const { encodedList } = JSON.parse(list.text).credentialSubject;
  return Number(bitAt(await decodeBitstring(encodedList), Number(credentialStatus.statusListIndex)));
}

/** One station with the ULO of the same line position, on a day. */
function stationReport(email: string, station: string, ulo: string, level: number, completedOn: string) {
  const criteria = ['A', 'B'].map((letter) => ({ criterion: `criterion:${ulo}-${letter}`, level }));
  return { learner: { email }, station, completedOn, assessments: [{ ulo, criteria }] };
}

const heatPumps = [
  ['ST-01', 'EN-01', '2026-03-11'],
  ['ST-02', 'WP-01', '2026-04-11'],
  ['ST-03', 'WP-02', '2026-05-11'],
  ['ST-04', 'WP-03', '2026-06-11'],
  ['ST-05', 'WP-04', '2026-07-11'],
] as const;

/** The whole heat pump line; the answers by station. */
async function wholeLine(email: string) {
  const answers: Record<string, any> = {};
  for (const [station, ulo, on] of heatPumps)
    answers[station] = await report(stationReport(email, station, ulo, 3, on));
  return { answers, line: of(answers['ST-05'].awards, 'badge:line-WP') };
}

describe('a corrected level', () => {
  test('that was raised earns the ULO badge; the station badge stays the very same', async () => {
    const email = someone();
    const first = await report(reportOf(email, [2, 3]));
    const station = of(first.awards, 'badge:ST-05');
    const bytes = await bytesOf(station.url);
    const second = await correct(first, reportOf(email, [3, 3]));
    expect(of(first.awards, 'badge:WP-04')).toBeUndefined();
    expect(of(second.awards, 'badge:WP-04')).toMatchObject({ new: true, state: 'active', awardedDate: '2026-07-23' });
    expect(of(second.awards, 'badge:ST-05')).toMatchObject({ id: station.id, new: false, state: 'active' });
    // Nothing that the station badge says has changed, so it was not signed again.
    expect((await bytesOf(station.url)).equals(bytes)).toBe(true);
    expect(await verdictOf(bytes)).toBe('valid');
  });

  test('that was lowered revokes the ULO badge: the bit is set, the reason can be read', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const ulo = of(first.awards, 'badge:WP-04');
    const bytes = await bytesOf(ulo.url);
    expect(await bitOf(bytes)).toBe(0);
    const second = await correct(first, reportOf(email, [3, 2]));
    expect(of(second.awards, 'badge:WP-04')).toBeUndefined();
    expect(of(second.notEarned, 'badge:WP-04').missing).toMatchObject([{ criterion: 'criterion:WP-04-B', reached: 2 }]);
    expect(await awardOf(ulo.id)).toMatchObject({
      state: 'revoked',
      reason: { en: 'The result on which this badge rests was corrected.' },
    });
    expect(await bitOf(bytes)).toBe(1);
    expect(await verdictOf(bytes)).toBe('revoked');
  });

  test('that was raised above what was enough is stated by a new issue of the same badge', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const ulo = of(first.awards, 'badge:WP-04');
    const old = await bytesOf(ulo.url);
    const second = await correct(first, reportOf(email, [5, 3]));
    expect(of(second.awards, 'badge:WP-04')).toMatchObject({ id: ulo.id, url: ulo.url, new: false });
    const fresh = await bytesOf(ulo.url);
    const [before, after] = [old, fresh].map((bytes) => JSON.parse(bytes.toString()));
    expect(after.id).toBe(before.id);
    expect(after.issuer.id).toBe(before.issuer.id);
    expect(Date.parse(after.validFrom)).toBeGreaterThan(Date.parse(before.validFrom));
    expect(after.awardedDate).toBe(before.awardedDate);
    expect(after.credentialSubject.result).not.toEqual(before.credentialSubject.result);
    expect(after.credentialStatus.statusListIndex).not.toBe(before.credentialStatus.statusListIndex);
    expect([await bitOf(old), await bitOf(fresh)]).toEqual([1, 0]);
    expect([await verdictOf(old), await verdictOf(fresh)]).toEqual(['revoked', 'valid']);
    expect(await awardOf(ulo.id)).toMatchObject({ state: 'active' });
  });
});

describe('a corrected day', () => {
  test('moves the awarded date and the end of validity with it', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const ulo = of(first.awards, 'badge:WP-04');
    expect(ulo).toMatchObject({ awardedDate: '2026-07-23', validUntil: '2031-07-23' });
    const second = await correct(first, reportOf(email, [3, 3], { completedOn: '2026-07-20' }));
    expect(of(second.awards, 'badge:WP-04')).toMatchObject({
      id: ulo.id,
      awardedDate: '2026-07-20',
      validUntil: '2031-07-20',
    });
    const badge = JSON.parse((await bytesOf(ulo.url)).toString());
    expect(badge).toMatchObject({ awardedDate: '2026-07-20T00:00:00Z', validUntil: '2031-07-20T23:59:59Z' });
  });

  test('of a later try does not touch the award of the first', async () => {
    const email = someone();
    const first = await report(reportOf(email));
    const again = await report(reportOf(email, [3, 3], { completedOn: '2026-08-01' }));
    const bytes = await bytesOf(of(first.awards, 'badge:WP-04').url);
    await correct(again, reportOf(email, [1, 1], { completedOn: '2026-08-01' }));
    expect(await verdictOf(bytes)).toBe('valid');
    expect(await awardOf(of(again.awards, 'badge:WP-04').id)).toMatchObject({ state: 'revoked' });
    expect(await awardOf(of(again.awards, 'badge:ST-05').id)).toMatchObject({ state: 'active' });
  });

  test('something that no badge states changes no badge', async () => {
    const email = someone();
    const first = await report(reportOf(email));
    const before = await Promise.all(first.awards.map(({ url }: any) => bytesOf(url)));
    const counts = await rowCounts(world.database);
    const second = await correct(first, reportOf(email, [3, 3], { hoursAttended: 7 }));
    expect(second.completion.id).not.toBe(first.completion.id);
    const after = await Promise.all(second.awards.map(({ url }: any) => bytesOf(url)));
    expect(after).toEqual(before);
    const later = await rowCounts(world.database);
    expect(later).toMatchObject({ awards: counts.awards, credentials: counts.credentials });
  });

  test('a completion that turns out to be a skip takes its badges along', async () => {
    const email = someone();
    const first = await report(reportOf(email));
    const second = await correct(first, {
      learner: { email },
      station: 'station:ST-05',
      status: 'skipped',
      completedOn: '2026-07-23',
    });
    expect(second.awards).toEqual([]);
    for (const { id } of first.awards) expect(await awardOf(id)).toMatchObject({ state: 'revoked' });
  });
});

describe('the line badge', () => {
  test('is revoked when the correction leaves the yardstick unmet, and the open proposal is withdrawn', async () => {
    const email = someone();
    const { answers, line } = await wholeLine(email);
    const [proposal] = answers['ST-05'].proposals;
    expect(proposal).toMatchObject({ state: 'proposed', achievement: { ref: 'badge:vp-warmtepomp' } });
    const bytes = await bytesOf(line.url);
    const second = await correct(answers['ST-04'], stationReport(email, 'ST-04', 'WP-03', 2, '2026-06-11'));
    expect(of(second.notEarned, 'badge:line-WP').missing).toMatchObject([
      { criterion: 'criterion:WP-03-A' },
      { criterion: 'criterion:WP-03-B' },
    ]);
    expect(await awardOf(line.id)).toMatchObject({ state: 'revoked' });
    expect(await verdictOf(bytes)).toBe('revoked');
    const { body } = await academy.get('/v1/proposals?state=withdrawn');
    expect(body.items.map(({ id }: any) => id)).toContain(proposal.id);
    const refused = await academy.post(`/v1/proposals/${proposal.id}/confirm`, {
      assessor: { name: 'Marit Oosterbaan' },
      statements: ['seen'],
    });
    expect(refused.status).toBe(409);
  });

  test('moves along when it is still met; on another day it is issued again', async () => {
    const email = someone();
    const { answers, line } = await wholeLine(email);
    const bytes = await bytesOf(line.url);
    // The day of the fourth station does not matter to the line.
    const second = await correct(answers['ST-04'], stationReport(email, 'ST-04', 'WP-03', 3, '2026-06-12'));
    expect(of(second.awards, 'badge:line-WP')).toMatchObject({ id: line.id, new: false, awardedDate: '2026-07-11' });
    expect((await bytesOf(line.url)).equals(bytes)).toBe(true);
    // That of the last one does.
    await correct(answers['ST-05'], stationReport(email, 'ST-05', 'WP-04', 3, '2026-07-14'));
    expect(await awardOf(line.id)).toMatchObject({ state: 'active', awardedDate: '2026-07-14' });
    expect([await verdictOf(bytes), await verdictOf(await bytesOf(line.url))]).toEqual(['revoked', 'valid']);
  });

  test('that outlives the withdrawal of a badge it was built on is named when a report comes again, and when it is corrected', async () => {
    const email = someone();
    const { answers, line } = await wholeLine(email);
    const earlier = of(answers['ST-04'].awards, 'badge:WP-03');
    await academy.post(`/v1/awards/${earlier.id}/revoke`, { reason: { nl: 'Proef', en: 'Trial' } });
    const again = await report(stationReport(email, 'ST-05', 'WP-04', 3, '2026-07-11'));
    const ids = (awards: any[]) => awards.map(({ id }) => id);
    expect(ids(again.awards)).toEqual(ids(answers['ST-05'].awards));
    expect(of(again.awards, 'badge:line-WP')).toMatchObject({ id: line.id, state: 'active', new: false });
    const second = await correct(answers['ST-05'], stationReport(email, 'ST-05', 'WP-04', 4, '2026-07-11'));
    expect(ids(second.awards).toSorted()).toEqual(ids(answers['ST-05'].awards).toSorted());
  });

  test('a proposal that stays met rests on the corrected records from then on', async () => {
    const email = someone();
    const { answers } = await wholeLine(email);
    const [proposal] = answers['ST-05'].proposals;
    const second = await correct(answers['ST-05'], stationReport(email, 'ST-05', 'WP-04', 4, '2026-07-14'));
    const [still] = second.proposals;
    expect(still).toMatchObject({ id: proposal.id, state: 'proposed', metOn: '2026-07-14' });
    expect(still.basis.map(({ id }: any) => id)).toContain(second.assessments[0].id);
    const { body } = await academy.get('/v1/proposals?state=proposed&limit=200');
    expect(body.items).toContainEqual(still);
  });

  test('a confirmed scheme keeps the day of confirming, and falls when its yardstick is not met any more', async () => {
    const email = someone();
    const { answers } = await wholeLine(email);
    const [proposal] = answers['ST-05'].proposals;
    const confirmed = await academy.post(`/v1/proposals/${proposal.id}/confirm`, {
      assessor: { name: 'Marit Oosterbaan' },
      confirmedOn: '2026-08-15',
      statements: ['14 months as a mechanic'],
    });
    const scheme = confirmed.body.award;
    const second = await correct(answers['ST-05'], stationReport(email, 'ST-05', 'WP-04', 4, '2026-07-14'));
    expect(await awardOf(scheme.id)).toMatchObject({ state: 'active', awardedDate: '2026-08-15' });
    await correct(second, stationReport(email, 'ST-05', 'WP-04', 1, '2026-07-14'));
    expect(await awardOf(scheme.id)).toMatchObject({ state: 'revoked' });
  });
});

describe('the same correction', () => {
  test('again gives the same answer and writes nothing', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const correction = { ...reportOf(email, [4, 4]), replaces: first.completion.id };
    world.clock.advance(60_000);
    const once = await academy.post('/v1/completions', correction);
    const counts = await rowCounts(world.database);
    const twice = await academy.post('/v1/completions', correction);
    expect([once.status, twice.status]).toEqual([201, 200]);
    expect(twice.body.completion).toEqual(once.body.completion);
    expect(twice.body.awards).toEqual(once.body.awards.map((award: object) => ({ ...award, new: false })));
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('back to what was first reported is a correction as well', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const ulo = of(first.awards, 'badge:WP-04');
    const second = await correct(first, reportOf(email, [4, 4]));
    const third = await correct(second, reportOf(email, [3, 3]));
    expect(new Set([first, second, third].map(({ completion }) => completion.id)).size).toBe(3);
    const badge = await bytesOf(ulo.url);
    expect(await verdictOf(badge)).toBe('valid');
    expect(of(third.awards, 'badge:WP-04').id).toBe(ulo.id);
    expect((await academy.post('/v1/completions', reportOf(email, [3, 3]))).body.completion).toEqual(third.completion);
  });

  test('that equals another completion is refused: nothing would be left to correct', async () => {
    const email = someone();
    const first = await report(reportOf(email));
    const other = await report(reportOf(email, [4, 4], { completedOn: '2026-08-01' }));
    const answer = await academy.post('/v1/completions', {
      ...reportOf(email, [4, 4], { completedOn: '2026-08-01' }),
      replaces: first.completion.id,
    });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain(other.completion.id);
    expect(await awardOf(of(first.awards, 'badge:ST-05').id)).toMatchObject({ state: 'active' });
  });
});

describe('what cannot be corrected', () => {
  test('a completion that was corrected already: the answer names the one that stands', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const second = await correct(first, reportOf(email, [4, 4]));
    const answer = await academy.post('/v1/completions', { ...reportOf(email, [5, 5]), replaces: first.completion.id });
    expect(answer.status).toBe(409);
    expect(answer.body.errors).toMatchObject([
      { pointer: '#/replaces', detail: expect.stringContaining(second.completion.id) },
    ]);
  });

  test.each([
    ['of another learner', async () => (await report(reportOf(someone()))).completion.id],
    ['that is not there', async () => '019a0000-0000-7000-8000-000000000000'],
    ['of another issuer', async () => (await report(reportOf(someone()), await world.academy('buren'))).completion.id],
  ])('a completion %s: 422', async (_name, completionId) => {
    const replaces = await completionId();
    const counts = await rowCounts(world.database);
    const answer = await academy.post('/v1/completions', { ...reportOf(someone()), replaces });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer: '#/replaces', code: 'unknown-completion' }]);
    expect(await rowCounts(world.database)).toEqual(counts);
  });
});

describe('awards that were withdrawn', () => {
  test('a revoked award is not brought back by a correction, and no other takes its place', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const ulo = of(first.awards, 'badge:WP-04');
    await academy.post(`/v1/awards/${ulo.id}/revoke`, { reason: 'Wrong participant' });
    const second = await correct(first, reportOf(email, [4, 4]));
    expect(of(second.awards, 'badge:WP-04')).toMatchObject({ id: ulo.id, state: 'revoked', new: false });
    expect(await awardOf(ulo.id)).toMatchObject({ state: 'revoked', reason: 'Wrong participant' });
    const { body } = await academy.get(`/v1/awards?learner=${second.learner.id}&achievement=badge:WP-04`);
    expect(body.items).toHaveLength(1);
  });

  test('nor is a revoked line, by correcting one of its stations', async () => {
    const email = someone();
    const { answers, line } = await wholeLine(email);
    await academy.post(`/v1/awards/${line.id}/revoke`, { reason: 'Wrong participant' });
    const second = await correct(answers['ST-02'], stationReport(email, 'ST-02', 'WP-01', 4, '2026-04-12'));
    expect(of(second.awards, 'badge:line-WP')).toMatchObject({ id: line.id, state: 'revoked' });
    const { body } = await academy.get(`/v1/awards?learner=${second.learner.id}&achievement=badge:line-WP`);
    expect(body.items).toHaveLength(1);
  });

  test('but one that an earlier correction revoked is earned anew when that was wrong itself', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const second = await correct(first, reportOf(email, [2, 3]));
    const third = await correct(second, reportOf(email, [3, 3]));
    expect(of(third.awards, 'badge:WP-04')).toMatchObject({ new: true, state: 'active' });
    expect(of(third.awards, 'badge:WP-04').id).not.toBe(of(first.awards, 'badge:WP-04').id);
  });

  test('a line that was awarded before a suspension stays, also when a record is corrected; a new one is not awarded', async () => {
    const email = someone();
    const { answers, line } = await wholeLine(email);
    await academy.post(`/v1/awards/${of(answers['ST-04'].awards, 'badge:WP-03').id}/suspend`, {
      reason: 'Under investigation',
    });
    await correct(answers['ST-04'], stationReport(email, 'ST-04', 'WP-03', 4, '2026-06-11'));
    expect(await awardOf(line.id)).toMatchObject({ state: 'active' });

    const other = someone();
    const [first, ...rest] = heatPumps;
    const begun = await report(stationReport(other, first[0], first[1], 3, first[2]));
    await academy.post(`/v1/awards/${of(begun.awards, 'badge:EN-01').id}/suspend`, { reason: 'Under investigation' });
    await correct(begun, stationReport(other, first[0], first[1], 4, first[2]));
    let last: any;
    for (const [station, ulo, on] of rest) last = await report(stationReport(other, station, ulo, 3, on));
    expect(of(last.awards, 'badge:line-WP')).toBeUndefined();
    expect(of(last.notEarned, 'badge:line-WP').missing).toMatchObject([{ code: 'proof-withdrawn', ulo: 'ulo:EN-01' }]);
  });

  test('a suspended award moves along but stays suspended', async () => {
    const email = someone();
    const first = await report(reportOf(email, [3, 3]));
    const ulo = of(first.awards, 'badge:WP-04');
    await academy.post(`/v1/awards/${ulo.id}/suspend`, { reason: 'Under investigation' });
    await correct(first, reportOf(email, [4, 4]));
    expect(await awardOf(ulo.id)).toMatchObject({ state: 'suspended' });
    expect(await verdictOf(await bytesOf(ulo.url))).toBe('suspended');
  });
});

describe('after a new version of the ULO was published', () => {
  test('a correction is judged by the version that it names, and the award stays under that version', async () => {
    const later = await world.academy('nieuw');
    const email = someone();
    const first = await report(reportOf(email, [3, 3]), later);
    const ulo = of(first.awards, 'badge:WP-04');
    const document = structuredClone(sampleAcademy);
    document.ulos.find(({ id }: any) => id === 'ulo:WP-04').version = 2;
    for (const { criteria } of document.rubrics.filter(({ uloId }: any) => uloId === 'ulo:WP-04'))
      for (const criterion of criteria) criterion.requiredLevel = 4;
    const published = await later.put('/v1/curriculum', document);
    expect(published.status, published.text).toBe(200);

    const byFirst = reportOf(email, [3, 4]);
    Object.assign(byFirst.assessments[0] as object, { uloVersion: 1 });
    const second = await correct(first, byFirst, later);
    expect(of(second.awards, 'badge:WP-04')).toMatchObject({ id: ulo.id, state: 'active' });
    expect(of(second.awards, 'badge:WP-04').achievement).toEqual(ulo.achievement);
    expect(await verdictOf(await bytesOf(ulo.url))).toBe('valid');

    // Without a version it is judged by the new rubric: the award then belongs to the new achievement version.
    const third = await correct(second, reportOf(email, [4, 4]), later);
    expect(of(third.awards, 'badge:WP-04')).toMatchObject({ id: ulo.id, achievement: { version: 2 } });
    expect(await awardOf(ulo.id, later)).toMatchObject({ achievement: { version: 2 }, state: 'active' });
    expect(await verdictOf(await bytesOf(ulo.url))).toBe('valid');
    const fourth = await correct(third, reportOf(email, [3, 4]), later);
    expect(of(fourth.notEarned, 'badge:WP-04').missing).toMatchObject([{ reached: 3, required: 4 }]);
    expect(await awardOf(ulo.id, later)).toMatchObject({ state: 'revoked' });
  });
});
