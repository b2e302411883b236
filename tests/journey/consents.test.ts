import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownPageOf } from '../support/own-page.ts';
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
async function someone(by: Provider = academy) {
  const email = `agreer-${++count}@example.org`;
  const { body } = await by.post('/v1/completions', reportOf(email));
  const own = await ownPageOf(world, by, body.learner.id);
  return { id: body.learner.id as string, email, own, awards: body.awards as any[] };
}
const consent = { purpose: 'Stagebemiddeling', receiver: 'Warmtegilde', scope: { gegevens: ['naam', 'badges'] } };

describe('a consent', () => {
  test('given on paper is recorded with its moment and who recorded it', async () => {
    const { id, own } = await someone();
    const given = { ...consent, givenAt: '2026-09-01T12:00:00+02:00' };
    const { status, body } = await academy.post(`/v1/learners/${id}/consents`, given);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...consent,
      state: 'given',
      givenAt: '2026-09-01T10:00:00.000Z',
      givenBy: expect.stringMatching(/^api-key:/),
    });
    expect((await academy.get(`/v1/learners/${id}/consents`)).body.items).toEqual([body]);
    const page = await own.get('?lang=nl');
    expect(page.text).toContain('Voor Warmtegilde. Gegeven op 1 september 2026.');
    expect(page.text).toContain('naam, badges');
  });

  test('that is asked for waits for the learner, who says yes or no', async () => {
    const { id, own } = await someone();
    const ask = async (purpose: string) =>
      (await academy.post(`/v1/learners/${id}/consents`, { ...consent, purpose, given: false })).body;
    const [yes, no] = [await ask('Foto'), await ask('Film')];
    expect(yes).toMatchObject({ state: 'asked', askedAt: '2026-11-22T12:00:00.000Z' });
    expect(yes.givenAt).toBeUndefined();
    expect((await own.get('?lang=nl')).text).toContain('Je hebt nog niet geantwoord.');
    expect((await own.send(`/consents/${yes.id}/give`)).status).toBe(303);
    expect((await own.send(`/consents/${no.id}/withdraw`)).status).toBe(303);
    const { items } = (await academy.get(`/v1/learners/${id}/consents`)).body;
    expect(items).toMatchObject([
      { purpose: 'Foto', state: 'given', givenBy: `learner-link:${own.linkId}` },
      { purpose: 'Film', state: 'refused' },
    ]);
    // No is no until it is asked again.
    expect((await own.send(`/consents/${no.id}/give`)).status).toBe(409);
  });

  test('can be withdrawn at any time, once and for good; doing it again changes nothing', async () => {
    const { id, own } = await someone();
    const { body } = await academy.post(`/v1/learners/${id}/consents`, consent);
    await own.send(`/consents/${body.id}/withdraw`);
    const first = (await own.data()).consents[0];
    expect(first).toMatchObject({ state: 'withdrawn', withdrawnAt: '2026-11-22T12:00:00.000Z' });
    world.clock.set(new Date(world.clock.now().getTime() + 1_000));
    expect((await own.send(`/consents/${body.id}/withdraw`)).status).toBe(303);
    expect((await academy.post(`/v1/learners/${id}/consents/${body.id}/withdraw`)).status).toBe(204);
    expect((await own.data()).consents[0]).toEqual(first);
    const kinds = await rowsOf(
      world.database,
      'select kind, payload from outbox_messages where subject = $1 order by id',
      `consent:${body.id}`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['consent.given', 'consent.withdrawn']);
    expect(kinds.map(({ payload }) => payload)).toEqual(Array(2).fill({ id: body.id, learner: id }));
  });

  test.each([
    ['a moment to come', { givenAt: '2100-01-01T00:00:00Z' }, 422],
    ['a moment, though it was only asked for', { given: false, givenAt: '2026-01-01T00:00:00Z' }, 400],
    ['no receiver', { receiver: undefined }, 400],
    ['a purpose that is a book', { purpose: 'x'.repeat(201) }, 400],
    ['something else', { other: 1 }, 400],
  ])('with %s is refused', async (_what, change, status) => {
    const { id } = await someone();
    expect((await academy.post(`/v1/learners/${id}/consents`, { ...consent, ...change })).status).toBe(status);
  });

  test('is listed page by page', async () => {
    const { id } = await someone();
    for (const purpose of ['a', 'b', 'c']) await academy.post(`/v1/learners/${id}/consents`, { ...consent, purpose });
    const first = (await academy.get(`/v1/learners/${id}/consents?limit=2`)).body;
    const second = (await academy.get(`/v1/learners/${id}/consents?limit=2&after=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ purpose }: any) => purpose)).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeUndefined();
  });

  test('cannot be rewritten or removed, not even by hand in the database', async () => {
    const { id } = await someone();
    const { body } = await academy.post(`/v1/learners/${id}/consents`, consent);
    await academy.post(`/v1/learners/${id}/consents/${body.id}/withdraw`);
    for (const statement of [
      'delete from consents where id = $1',
      'update consents set withdrawn_at = null where id = $1',
      "update consents set withdrawn_at = now() + interval '1 day' where id = $1",
      "update consents set given_at = '2020-01-01' where id = $1",
      "update consents set sealed = 'x' where id = $1",
    ]) {
      await expect(rowsOf(world.database, statement, body.id), statement).rejects.toMatchObject({ code: '23001' });
    }
    await expect(rowsOf(world.database, 'truncate consents')).rejects.toMatchObject({ code: '23001' });
  });

  test('is stored so that only the key of the learner tells what it is about', async () => {
    const { id } = await someone();
    await academy.post(`/v1/learners/${id}/consents`, { purpose: 'kanariedoel', receiver: 'kanarieontvanger' });
    const [row] = await rowsOf(world.database, 'select t::text, sealed from consents t where learner_id = $1', id);
    expect(`${row.t} ${row.sealed.toString('latin1')}`).not.toContain('kanarie');
  });
});

describe('a request to be erased', () => {
  test('is seen by the provider, with the day by which it must be answered', async () => {
    const { id, own } = await someone();
    const asking = await own.get('/erasure?lang=nl');
    expect(asking.text).toContain('name="sure" value="yes" required');
    expect((await own.send('/erasure', { sure: 'yes' })).status).toBe(303);
    await own.send('/erasure', { sure: 'yes' }); // twice is once
    const { items } = (await academy.get('/v1/learners/erasure-requests?state=open&limit=200')).body;
    expect(items.filter(({ learner }: any) => learner.id === id)).toMatchObject([
      { state: 'open', answerBy: expect.stringMatching(/^2026-12-22/) },
    ]);
    expect((await own.get('?lang=nl')).text).toContain('antwoordt uiterlijk op 22 december 2026');
    expect((await own.data()).learner.id).toBe(id);
  });

  test('can be taken back', async () => {
    const { id, own } = await someone();
    await own.send('/erasure', { sure: 'yes' });
    expect((await own.send('/erasure/take-back')).status).toBe(303);
    expect((await own.data()).erasure.request).toBeUndefined();
    const { items } = (await academy.get('/v1/learners/erasure-requests?state=taken-back&limit=200')).body;
    expect(items.map(({ learner }: any) => learner.id)).toContain(id);
    expect((await own.send('/erasure/take-back')).status).toBe(303);
  });

  test('is declined with a reason that the learner reads, and may be made again', async () => {
    const { own, id } = await someone();
    await own.send('/erasure', { sure: 'yes' });
    const request = (await own.data()).erasure.request.id;
    const reason = { nl: 'Dit moeten we bewaren.', en: 'We must keep this.' };
    const declined = await academy.post(`/v1/learners/erasure-requests/${request}/decline`, { reason });
    expect(declined.body).toMatchObject({ state: 'declined', reason });
    expect((await own.get('?lang=en')).text).toContain('We must keep this.');
    const [row] = await rowsOf(world.database, 'select t::text from erasure_requests t where id = $1', request);
    expect(row.t).not.toContain('bewaren');
    await own.send('/erasure', { sure: 'yes' });
    expect((await own.data()).erasure.request).toMatchObject({ state: 'open' });
    expect((await academy.get(`/v1/learners/${id}`)).body.erasedAt).toBeUndefined();
  });

  test('is settled by the erasure, after which the link and every badge page are gone, in words for whom it may concern', async () => {
    const { own, id, awards } = await someone();
    await own.send('/sharing', { badge: 'all', name: 'on' });
    await academy.post(`/v1/learners/${id}/consents`, { purpose: 'kanariedoel', receiver: 'x' });
    await own.send('/erasure', { sure: 'yes' });
    const request = (await own.data()).erasure.request.id;
    expect((await academy.post(`/v1/learners/${id}/erase`, {})).status).toBe(200);
    const { items } = (await academy.get('/v1/learners/erasure-requests?state=done&limit=200')).body;
    expect(items.find((each: any) => each.id === request)).toMatchObject({ learner: { id }, state: 'done' });
    const page = await own.get('?lang=nl');
    expect(page.status).toBe(410);
    expect(page.text).toContain('Je gegevens zijn gewist');
    const gone = await world.stranger.get(`${new URL(awards[0].url).pathname}?lang=nl`, { accept: 'text/html' });
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('Deze badge is verwijderd');
    expect((await academy.get(`/v1/learners/${id}/consents`)).body.type).toMatch(/\/gone$/);
    const open = await rowsOf(
      world.database,
      'select from consents where learner_id = $1 and withdrawn_at is null',
      id,
    );
    expect(open).toEqual([]);
  });

  test("is no request where the issuer's policy does it at once", async () => {
    const quick = await world.academy('quick');
    await quick.put('/v1/issuers/me/privacy', { learnerErasure: 'at-once', onErasure: 'revoke' });
    const { own, id, awards } = await someone(quick);
    const file = await world.stranger.get(new URL(awards[0].url).pathname);
    const asking = await own.get('/erasure?lang=en');
    expect(asking.text).toContain('Erase everything now');
    expect(asking.text).toContain('all your badges are revoked');
    const answer = await own.send('/erasure?lang=en', { sure: 'yes' });
    expect(answer.status).toBe(303);
    const after = await world.stranger.get(String(answer.headers.location), { accept: 'text/html' });
    expect(after.status).toBe(410);
    expect(after.text).toContain('Your data have been erased');
    expect((await quick.get(`/v1/learners/${id}`)).body.erasedAt).toBeDefined();
    const judged = await world.stranger.post('/verify', file.bytes, { 'content-type': 'application/vc' });
    expect(judged.body.verdict).toBe('revoked');
    const [entry] = await rowsOf(
      world.database,
      "select actor from audit_entries where action = 'learner.erased' and subject = $1",
      `learner:${id}`,
    );
    expect(entry.actor).toBe(`learner-link:${own.linkId}`);
  });
});
