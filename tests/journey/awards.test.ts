import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partialProofs } from '../../src/assessment/tables.ts';
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
const of = (items: any[], ref: string) => items.find(({ achievement }) => achievement.ref === ref);
const reason = { nl: 'Verkeerde deelnemer geregistreerd', en: 'Wrong participant registered' };

/** A ULO badge of a new learner. */
async function uloAward(by = academy) {
  const { body } = await by.post('/v1/completions', reportOf(someone()));
  return of(body.awards, 'badge:WP-04');
}

describe('withdrawing an award', () => {
  test.each([
    ['revoke', 'revoked'],
    ['suspend', 'suspended'],
  ])('%s shows at once: in the list, on the badge page, in the status list, at /verify', async (verb, state) => {
    const award = await uloAward();
    const path = new URL(award.url).pathname;
    const { bytes } = await world.stranger.get(path);
    const answer = await academy.post(`/v1/awards/${award.id}/${verb}`, { reason });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: award.id, state, reason });
    expect((await academy.get(`/v1/awards?state=${state}&limit=200`)).body.items).toContainEqual(answer.body);
    expect((await academy.get(`/v1/awards/${award.id}`)).body).toEqual(answer.body);
    const verdict = await world.stranger.post('/verify', bytes);
    expect(verdict.body.verdict).toBe(state);
    // The signed bytes stay what they are; only the list says that they do not hold any more.
    expect((await world.stranger.get(path)).bytes.equals(bytes)).toBe(true);
    const page = await world.stranger.get(`${path}?lang=en`, { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Wrong participant registered');
  });

  test('twice changes nothing, not even the reason', async () => {
    const { id } = await uloAward();
    const first = await academy.post(`/v1/awards/${id}/revoke`, { reason });
    const counts = await rowCounts(world.database);
    world.clock.advance(60_000);
    const again = await academy.post(`/v1/awards/${id}/revoke`, { reason: 'Another reason' });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('a suspended award can be revoked; a revoked one is never suspended', async () => {
    const award = await uloAward();
    await academy.post(`/v1/awards/${award.id}/suspend`, { reason: 'Under investigation' });
    const revoked = await academy.post(`/v1/awards/${award.id}/revoke`, { reason });
    expect(revoked.body).toMatchObject({ state: 'revoked', reason });
    const { bytes } = await world.stranger.get(new URL(award.url).pathname);
    expect((await world.stranger.post('/verify', bytes)).body.verdict).toBe('revoked');
    const refused = await academy.post(`/v1/awards/${award.id}/suspend`, { reason });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/final/);
    expect((await academy.get(`/v1/awards/${award.id}`)).body).toEqual(revoked.body);
  });

  test('needs a reason, an award of one’s own, and a key that may', async () => {
    const { id } = await uloAward();
    expect((await academy.post(`/v1/awards/${id}/revoke`, {})).status).toBe(400);
    const other = await world.provider('ander');
    expect((await other.post(`/v1/awards/${id}/revoke`, { reason })).status).toBe(404);
    const reader = world.client(await world.apiKey(academy.issuer.id, ['awards:read']));
    expect((await reader.post(`/v1/awards/${id}/revoke`, { reason })).status).toBe(403);
    expect((await world.stranger.post(`/v1/awards/${id}/revoke`, { reason })).status).toBe(401);
    expect((await academy.get(`/v1/awards/${id}`)).body.state).toBe('active');
  });

  test('the same report again does not bring the badge back', async () => {
    const email = someone();
    const { body } = await academy.post('/v1/completions', reportOf(email));
    const { id } = of(body.awards, 'badge:WP-04');
    await academy.post(`/v1/awards/${id}/revoke`, { reason });
    const again = await academy.post('/v1/completions', reportOf(email));
    expect(again.status).toBe(200);
    expect(of(again.body.awards, 'badge:WP-04')).toMatchObject({ id, state: 'revoked', new: false });
  });

  test('what was withdrawn counts for no line any more', async () => {
    const email = someone();
    const first = await report(email, 'ST-05', 'WP-04', '2026-03-01');
    await academy.post(`/v1/awards/${of(first.awards, 'badge:WP-04').id}/suspend`, { reason });
    await academy.post(`/v1/awards/${of(first.awards, 'badge:ST-05').id}/revoke`, { reason });
    const { notEarned } = await report(email, 'ST-04', 'WP-03', '2026-04-01');
    expect(of(notEarned, 'badge:line-WP').missing).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'proof-withdrawn', ulo: 'ulo:WP-04' }),
        expect.objectContaining({ code: 'station-withdrawn', station: 'station:ST-05' }),
      ]),
    );
  });
});

async function report(email: string, station: string, ulo: string, completedOn: string, level = 3, by = academy) {
  const criteria = ['A', 'B'].map((letter) => ({ criterion: `criterion:${ulo}-${letter}`, level }));
  const answer = await by.post('/v1/completions', {
    learner: { email },
    station,
    completedOn,
    assessments: [{ ulo, criteria }],
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

/** All that the scheme asks for, except the working experience that somebody has to confirm. */
async function proposed(email = someone()) {
  await report(email, 'ST-03', 'WP-02', '2026-05-11');
  await report(email, 'ST-04', 'WP-03', '2026-06-11');
  const last = await report(email, 'ST-05', 'WP-04', '2026-07-11');
  const [proposal] = last.proposals;
  return { proposal, email, last };
}

const confirmation = {
  assessor: { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo' },
  confirmedOn: '2026-08-15',
  statements: ['14 maanden gewerkt als monteur'],
};

describe('proposals', () => {
  test('a scheme whose yardstick is met is proposed, not awarded, and names what is left to confirm', async () => {
    const { proposal, last } = await proposed();
    expect(of(last.awards, 'badge:vp-warmtepomp')).toBeUndefined();
    expect(proposal).toMatchObject({
      state: 'proposed',
      metOn: '2026-07-11',
      achievement: { ref: 'badge:vp-warmtepomp', kind: 'scheme' },
      requirements: [{ en: 'Demonstrable relevant work experience of 12 months' }],
      confirmUrl: `https://badges.example/v1/proposals/${proposal.id}/confirm`,
    });
    expect(proposal.basis).toHaveLength(3);
    const { body } = await academy.get('/v1/proposals?state=proposed&limit=200');
    expect(body.items).toContainEqual(proposal);
  });

  test('confirming awards the badge for three years, and it verifies', async () => {
    const { proposal } = await proposed();
    const { status, body } = await academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'confirmed',
      award: { state: 'active', awardedDate: '2026-08-15', validUntil: '2029-08-15' },
    });
    const { bytes } = await world.stranger.get(new URL(body.award.url).pathname);
    expect((await world.stranger.post('/verify', bytes)).body.verdict).toBe('valid');
    expect(JSON.parse(bytes.toString())).toMatchObject({
      awardedDate: '2026-08-15T00:00:00Z',
      validUntil: '2029-08-15T23:59:59Z',
    });
    // Who confirmed is on record here, not inside something that cannot be erased.
    expect(bytes.toString()).not.toContain('Oosterbaan');
    expect((await academy.get('/v1/proposals?state=confirmed&limit=200')).body.items).toContainEqual(body);
  });

  test('confirming twice gives the same award', async () => {
    const { proposal } = await proposed();
    const first = await academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation);
    const counts = await rowCounts(world.database);
    const again = await academy.post(`/v1/proposals/${proposal.id}/confirm`, {
      ...confirmation,
      confirmedOn: '2026-09-01',
    });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('confirming twice at once gives one award', async () => {
    const { proposal } = await proposed();
    const answers = await Promise.all(
      [1, 2, 3].map(() => academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.award.id)).size).toBe(1);
  });

  test.each([
    ['no statement', { statements: [] }, '#/statements', 'requirement-not-confirmed'],
    ['a statement too many', { statements: ['a', 'b'] }, '#/statements', 'requirement-not-confirmed'],
    ['a day to come', { confirmedOn: '2027-01-01' }, '#/confirmedOn', 'in-the-future'],
    ['a day on which it was not met yet', { confirmedOn: '2026-07-10' }, '#/confirmedOn', 'ulo-not-assessed'],
  ])('%s is refused, and the proposal stays open', async (_name, change, pointer, code) => {
    const { proposal } = await proposed();
    const counts = await rowCounts(world.database);
    const answer = await academy.post(`/v1/proposals/${proposal.id}/confirm`, { ...confirmation, ...change });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    expect(await rowCounts(world.database)).toEqual(counts);
    expect((await academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation)).status).toBe(200);
  });

  test('proofs that have become too old since are told one by one', async () => {
    const { proposal } = await proposed();
    const now = world.clock.now();
    world.clock.set('2030-01-01T12:00:00Z');
    const { confirmedOn: _today, ...today } = confirmation;
    const answer = await academy.post(`/v1/proposals/${proposal.id}/confirm`, today);
    world.clock.set(now);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ code }: any) => code)).toEqual(['proof-too-old', 'proof-too-old']);
  });

  test('a proof that was withdrawn since does not count', async () => {
    const { proposal, last } = await proposed();
    await academy.post(`/v1/awards/${of(last.awards, 'badge:WP-04').id}/revoke`, { reason });
    const answer = await academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ code: 'proof-withdrawn' }]);
  });

  test('of somebody else, or that is not there: 404', async () => {
    const { proposal } = await proposed();
    const other = await world.provider('vreemd');
    expect((await other.post(`/v1/proposals/${proposal.id}/confirm`, confirmation)).status).toBe(404);
    const nothing = '019a0000-0000-7000-8000-000000000000';
    expect((await academy.post(`/v1/proposals/${nothing}/confirm`, confirmation)).status).toBe(404);
  });

  test('a revoked scheme badge is not proposed again for the same records', async () => {
    const { proposal, email } = await proposed();
    const { body } = await academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation);
    await academy.post(`/v1/awards/${body.award.id}/revoke`, { reason });
    const next = await report(email, 'ST-01', 'EN-01', '2026-09-01');
    expect(next.proposals).toEqual([]);
    const again = await academy.post('/v1/completions', {
      learner: { email },
      station: 'ST-05',
      completedOn: '2026-09-02',
    });
    expect(again.body.proposals).toEqual([]);
    const open = await academy.get('/v1/proposals?state=proposed&limit=200');
    expect(open.body.items.map(({ learner }: any) => learner.id)).not.toContain(next.learner.id);
  });

  test('a line that asks for something extra is proposed too, and withdrawn when a correction takes it away', async () => {
    const document = structuredClone(sampleAcademy);
    const line = document.yardsticks.find(({ id }: any) => id === 'yardstick:line-WP');
    line.requires.extra = [{ nl: 'Eindgesprek', en: 'Closing interview' }];
    const strict = await world.provider('streng');
    await strict.put('/v1/curriculum', document);
    const email = someone();
    await report(email, 'ST-01', 'EN-01', '2026-03-11', 3, strict);
    await report(email, 'ST-02', 'WP-01', '2026-04-11', 3, strict);
    await report(email, 'ST-03', 'WP-02', '2026-05-11', 3, strict);
    await report(email, 'ST-04', 'WP-03', '2026-06-11', 3, strict);
    const last = await report(email, 'ST-05', 'WP-04', '2026-07-11', 3, strict);
    expect(of(last.awards, 'badge:line-WP')).toBeUndefined();
    expect(of(last.proposals, 'badge:line-WP')).toMatchObject({ requirements: [{ en: 'Closing interview' }] });
    const lowered = reportOf(email, [1, 1], { completedOn: '2026-07-11', replaces: last.completion.id });
    await strict.post('/v1/completions', lowered);
    const { body } = await strict.get('/v1/proposals');
    expect(body.items.map(({ state }: any) => state)).toEqual(['withdrawn', 'withdrawn']);
  });
});

describe('partial proofs', () => {
  const proofOf = (email: string, components: readonly string[], extra: object = {}) => ({
    learner: { email },
    ulo: 'ulo:WP-02',
    components,
    source: { kind: 'workplace', name: { nl: 'Praktijkproef', en: 'Practical test' } },
    issuedOn: '2026-05-23',
    ...extra,
  });
  const all = ['skill:inregelen', 'skill:meten', 'skill:k-distributie'];

  test('are recorded once; what they could lead to is told', async () => {
    const email = someone();
    const first = await academy.post('/v1/partial-proofs', proofOf(email, all.slice(0, 2)));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ partialProof: { id: expect.any(String) }, awards: [], assessments: [] });
    expect(of(first.body.notEarned, 'badge:vp-warmtepomp').missing).toContainEqual(
      expect.objectContaining({ code: 'component-not-shown', component: 'skill:k-distributie' }),
    );
    const counts = await rowCounts(world.database);
    const again = await academy.post('/v1/partial-proofs', proofOf(email.toUpperCase(), all.slice(0, 2).toReversed()));
    expect(again.status).toBe(200);
    expect(again.body.partialProof).toEqual(first.body.partialProof);
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('with the same reference and other contents are refused', async () => {
    const email = someone();
    await academy.post('/v1/partial-proofs', proofOf(email, all, { reference: 'P-1' }));
    const other = await academy.post('/v1/partial-proofs', proofOf(email, all.slice(1), { reference: 'P-1' }));
    expect(other.status).toBe(409);
  });

  test.each([
    ['an unknown ULO', { ulo: 'ulo:XX' }, '#/ulo', 'unknown-ulo'],
    ['a component of another ULO', { components: ['skill:gasdruk'] }, '#/components/0', 'unknown-component'],
    ['a day in the future', { issuedOn: '2027-01-01' }, '#/issuedOn', 'in-the-future'],
  ])('with %s are refused, and nothing is written', async (_name, change, pointer, code) => {
    const counts = await rowCounts(world.database);
    const answer = await academy.post('/v1/partial-proofs', proofOf(someone(), all, change));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('complete a yardstick instead of a ULO badge, and are marked as redeemed when the badge is awarded', async () => {
    const email = someone();
    await report(email, 'ST-04', 'WP-03', '2026-06-11');
    await report(email, 'ST-05', 'WP-04', '2026-07-11');
    const { body } = await academy.post('/v1/partial-proofs', proofOf(email, all));
    const [proposal] = body.proposals;
    expect(proposal).toMatchObject({ achievement: { ref: 'badge:vp-warmtepomp' }, metOn: '2026-07-11' });
    expect(await redeemedFor(body.partialProof.id)).toBeNull();
    const confirmed = await academy.post(`/v1/proposals/${proposal.id}/confirm`, confirmation);
    expect(confirmed.body.award.basis).toContainEqual({
      kind: 'partial-proof',
      id: body.partialProof.id,
      on: '2026-05-23',
    });
    expect(await redeemedFor(body.partialProof.id)).toBe('yardstick:vp-warmtepomp');
  });

  async function redeemedFor(id: string): Promise<string | null | undefined> {
    const rows = await world.database.select().from(partialProofs).where(eq(partialProofs.id, id));
    return rows[0]?.redeemedFor;
  }

  test('earn the badge of a part of a ULO together, once', async () => {
    const document = structuredClone(sampleAcademy);
    document.badges.push({
      ...document.badges.find(({ id }: any) => id === 'badge:WP-02'),
      id: 'badge:WP-02-deel',
      uri: 'https://kompas.example/badges/WP-02-deel',
      kind: 'partial-ulo',
      name: { nl: 'Inregelen en meten', en: 'Balancing and measuring' },
      componentIds: ['skill:inregelen', 'skill:meten'],
    });
    const parts = await world.provider('delen');
    const published = await parts.put('/v1/curriculum', document);
    expect(published.status, published.text).toBe(200);
    const email = someone();
    const first = await parts.post('/v1/partial-proofs', proofOf(email, ['skill:inregelen']));
    expect(of(first.body.notEarned, 'badge:WP-02-deel').missing).toMatchObject([
      { code: 'component-not-shown', component: 'skill:meten' },
    ]);
    const second = await parts.post('/v1/partial-proofs', proofOf(email, ['skill:meten'], { issuedOn: '2026-05-24' }));
    const award = of(second.body.awards, 'badge:WP-02-deel');
    expect(award).toMatchObject({ new: true, awardedDate: '2026-05-24' });
    // An older proof of everything turns up: the badge is there already.
    const third = await parts.post(
      '/v1/partial-proofs',
      proofOf(email, ['skill:inregelen', 'skill:meten'], { issuedOn: '2026-01-01' }),
    );
    expect(third.status).toBe(201);
    const { body } = await parts.get(`/v1/awards?achievement=badge:WP-02-deel`);
    expect(body.items).toHaveLength(1);
    const { bytes } = await world.stranger.get(new URL(award.url).pathname);
    expect((await world.stranger.post('/verify', bytes)).body.verdict).toBe('valid');
  });
});

describe('the list of awards', () => {
  let many: Provider;
  let all: any[];

  beforeAll(async () => {
    many = await world.academy('lijst');
    for (let index = 0; index < 4; index += 1) await many.post('/v1/completions', reportOf(someone()));
    all = (await many.get('/v1/awards')).body.items;
    await many.post(`/v1/awards/${all[0].id}/revoke`, { reason });
    all = (await many.get('/v1/awards')).body.items;
  });

  const idsOf = async (query: string) => (await many.get(`/v1/awards?${query}`)).body.items.map(({ id }: any) => id);
  const idsWhere = (which: (award: any) => boolean) => all.filter(which).map(({ id }) => id);

  test('holds those of this issuer only', () => {
    expect(all).toHaveLength(8);
  });

  test('is filtered by learner, achievement and state, also together', async () => {
    const { learner } = all[2];
    expect(await idsOf(`learner=${learner.id}`)).toEqual(idsWhere((each) => each.learner.id === learner.id));
    expect(await idsOf('achievement=badge:WP-04')).toEqual(idsWhere((each) => each.achievement.ref === 'badge:WP-04'));
    expect(await idsOf('state=revoked')).toEqual([all[0].id]);
    expect(await idsOf(`state=active&learner=${all[0].learner.id}`)).toEqual([all[1].id]);
    expect(await idsOf('achievement=badge:EN-01')).toEqual([]);
  });

  test('comes in pages that together are the whole, each award once', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await many.get(`/v1/awards?limit=3${next === undefined ? '' : `&after=${next}`}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map(({ id }: any) => id));
      next = body.next;
    } while (next !== undefined);
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('refuses what it does not know', async () => {
    expect((await many.get('/v1/awards?state=lost')).status).toBe(400);
    expect((await many.get('/v1/awards?colour=red')).status).toBe(400);
    expect((await many.get('/v1/awards?limit=0')).status).toBe(400);
    expect((await many.get('/v1/awards/no-id')).status).toBe(400);
  });
});
