import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnPage, ownPageOf } from '../support/own-page.ts';
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
async function someone(by: Provider = academy, learner: object = { name: 'Noor Visser' }) {
  const email = `sharer-${++count}@example.org`;
  const { body } = await by.post('/v1/completions', { ...reportOf(email), learner: { email, ...learner } });
  const badge = body.awards.find(({ achievement }: any) => achievement.kind === 'ulo');
  const own = await ownPageOf(world, by, body.learner.id);
  return { id: body.learner.id as string, email, badge, path: new URL(badge.url).pathname, own };
}
const everyType = ['application/vc+ld+json', 'application/vc', 'application/ld+json', 'application/json', 'text/html'];
const sharedOf = async (id: string) => (await academy.get(`/v1/awards/${id}`)).body.shared;
const consentsOf = async (own: OwnPage) => (await own.data()).consents;

describe('a page that the learner does not share', () => {
  test('is not there, in any form, and says that this is no verdict on the badge', async () => {
    const { path, badge, own } = await someone();
    expect(await sharedOf(badge.id)).toEqual({ page: true, name: false });
    await own.send('/sharing', { badge: badge.id, page: 'off' });
    expect(await sharedOf(badge.id)).toEqual({ page: false, name: false });
    for (const accept of everyType) {
      const { status, headers, text } = await world.stranger.get(path, { accept });
      expect([status, headers['cache-control']], accept).toEqual([403, 'no-store']);
      expect(text, accept).not.toMatch(/Noor|credentialSubject|Inbedrijf/);
    }
    expect((await world.stranger.get(`${path}?download=json`)).body.type).toBe(
      'https://badges.example/problems/not-shared',
    );
    const { text } = await world.stranger.get(`${path}?lang=en`, { accept: 'text/html' });
    expect(text).toContain('says nothing about the badge itself');
    await own.send('/sharing', { badge: badge.id, page: 'on' });
    expect((await world.stranger.get(path, { accept: 'text/html' })).status).toBe(200);
  });

  test('keeps nobody from verifying the file of the badge, and the learner has the file', async () => {
    const { path, badge, own } = await someone();
    const { bytes } = await world.stranger.get(path);
    await own.send('/sharing', { badge: badge.id, page: 'off' });
    const kept = await own.get(`/badges/${badge.id}`, {});
    expect(kept.bytes.equals(bytes)).toBe(true);
    expect(kept.headers['content-disposition']).toContain(`badge-${badge.id}.json`);
    const judged = await world.stranger.post('/verify', bytes, { 'content-type': 'application/vc' });
    expect(judged.body.verdict).toBe('valid');
    const { status, body } = await world.stranger.post('/verify', { url: badge.url });
    expect([status, body.type]).toEqual([403, 'https://badges.example/problems/not-shared']);
  });

  test('is only that page: other badges stay as they were', async () => {
    const { own, badge } = await someone();
    await own.send('/sharing', { badge: badge.id, page: 'off' });
    const { badges } = await own.data();
    expect(badges.map(({ shared }: any) => shared.page).toSorted()).toEqual([false, true]);
  });
});

test('what is said about all pages holds for badges that come later, unless the learner says otherwise about one', async () => {
  const { own, email, id } = await someone();
  await own.send('/sharing', { badge: 'all', page: 'off' });
  const again = await academy.post('/v1/completions', {
    ...reportOf(email),
    reference: 'second',
    completedOn: '2026-08-01',
  });
  const later = again.body.awards[0];
  expect((await world.stranger.get(new URL(later.url).pathname)).status).toBe(403);
  await own.send('/sharing', { badge: later.id, page: 'on' });
  const { items } = (await academy.get(`/v1/awards?learner=${id}`)).body;
  expect(items.length).toBeGreaterThan(2);
  expect(items.filter(({ shared }: any) => shared.page).map((each: any) => each.id)).toEqual([later.id]);
});

test("the issuer's policy decides until the learner does", async () => {
  const careful = await world.academy('careful');
  await careful.put('/v1/issuers/me/privacy', { badgePage: 'when-shared' });
  const { path, badge, own } = await someone(careful);
  expect((await world.stranger.get(path)).status).toBe(403);
  await own.send('/sharing', { badge: badge.id, name: 'on' });
  expect((await world.stranger.get(path)).status).toBe(403);
  await own.send('/sharing', { badge: badge.id, page: 'on' });
  expect((await world.stranger.get(path)).status).toBe(200);
  await careful.put('/v1/issuers/me/privacy', { badgePage: 'open' });
  await own.send('/sharing', { badge: badge.id, page: 'off' });
  expect((await world.stranger.get(path)).status).toBe(403);
});

describe('the name', () => {
  test('is on the page only where the learner puts it, and never in link previews or the signed badge', async () => {
    const { path, badge, own } = await someone();
    const page = async () => (await world.stranger.get(path, { accept: 'text/html' })).text;
    const signed = (await world.stranger.get(path)).bytes;
    expect(await page()).not.toContain('Noor Visser');
    await own.send('/sharing', { badge: badge.id, name: 'on' });
    const named = await page();
    expect(named).toContain('<b>Noor Visser</b>');
    const metadata = named.match(/<meta [^>]*>|<script[^>]*>.*?<\/script>/gs) ?? [];
    expect(metadata.length).toBeGreaterThan(5);
    expect(metadata.join('')).not.toContain('Noor');
    expect((await world.stranger.get(path)).bytes.equals(signed)).toBe(true);
    expect(signed.toString()).not.toContain('Noor');
    await own.send('/sharing', { badge: badge.id, name: 'off' });
    expect(await page()).not.toContain('Noor Visser');
  });

  test('rests on a consent that is recorded with it and withdrawn with it', async () => {
    const { badge, own } = await someone();
    await own.send('/sharing', { badge: badge.id, name: 'on' });
    await own.send('/sharing', { badge: badge.id, name: 'on' }); // a second time
    expect(await consentsOf(own)).toMatchObject([
      {
        purpose: 'show-name-on-badge-page',
        receiver: 'public',
        scope: { award: badge.id },
        state: 'given',
        givenBy: `learner-link:${own.linkId}`,
      },
    ]);
    await own.send('/sharing', { badge: badge.id, name: 'off' });
    await own.send('/sharing', { badge: badge.id, name: 'on' });
    expect((await consentsOf(own)).map(({ state }: any) => state)).toEqual(['withdrawn', 'given']);
  });

  test('goes when that consent is withdrawn, wherever that is done', async () => {
    const { badge, own, id } = await someone();
    for (const withdraw of [
      (consent: string) => own.send(`/consents/${consent}/withdraw`),
      (consent: string) => academy.post(`/v1/learners/${id}/consents/${consent}/withdraw`),
    ]) {
      await own.send('/sharing', { badge: badge.id, name: 'on' });
      expect(await sharedOf(badge.id)).toEqual({ page: true, name: true });
      const given = (await consentsOf(own)).find(({ state }: any) => state === 'given');
      expect((await withdraw(given.id)).status).toBeLessThan(304);
      expect(await sharedOf(badge.id)).toEqual({ page: true, name: false });
      expect((await consentsOf(own)).filter(({ state }: any) => state === 'given')).toEqual([]);
    }
  });

  test('on all badges is one consent for each of today, none for later', async () => {
    const { own, email } = await someone();
    await own.send('/sharing', { badge: 'all', name: 'on' });
    expect(await consentsOf(own)).toHaveLength(2);
    const again = await academy.post('/v1/completions', {
      ...reportOf(email),
      reference: 'x',
      completedOn: '2026-08-01',
    });
    expect(await sharedOf(again.body.awards[0].id)).toEqual({ page: true, name: false });
  });

  test('cannot be shown when none is known', async () => {
    const { badge, own } = await someone(academy, {});
    const answer = await own.send('/sharing', { badge: badge.id, name: 'on' }, { accept: 'application/json' });
    expect(answer.body.type).toMatch(/\/conflict$/);
    expect(await sharedOf(badge.id)).toEqual({ page: true, name: false });
  });

  test('is not on a badge that was revoked', async () => {
    const { path, badge, own } = await someone();
    await own.send('/sharing', { badge: badge.id, name: 'on' });
    await academy.post(`/v1/awards/${badge.id}/revoke`, { reason: { nl: 'Vergissing' } });
    const { text } = await world.stranger.get(path, { accept: 'text/html' });
    expect(text).toContain('Vergissing');
    expect(text).not.toContain('Noor Visser');
  });
});

test('only the learner decides: there is no door for the provider', async () => {
  const { badge } = await someone();
  for (const method of ['PUT', 'POST', 'PATCH'] as const) {
    const answer = await academy.request({
      method,
      url: `/v1/awards/${badge.id}/sharing`,
      headers: { 'content-type': 'application/json' },
      payload: '{"page":false}',
    });
    expect(answer.status).toBe(404);
  }
});

test('two decisions at the same moment do not make two consents', async () => {
  const { badge, own } = await someone();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => own.send('/sharing', { badge: badge.id, name: 'on' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
  expect(await consentsOf(own)).toHaveLength(1);
  const told = await rowsOf(
    world.database,
    "select from outbox_messages where kind = 'sharing.changed' and subject = $1",
    `award:${badge.id}`,
  );
  expect(told).toHaveLength(1);
});
