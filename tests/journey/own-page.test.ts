import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryLog } from '../support/memory-log.ts';
import { type OwnPage, ownPageOf } from '../support/own-page.ts';
import { rowCounts } from '../support/row-counts.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

const log = memoryLog();
const day = 86_400_000;
let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld({ log: log.stream, env: { LOG_LEVEL: 'trace' } });
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

let count = 0;
async function someone(by: Provider = academy) {
  const learner = { email: `person-${++count}@example.org`, name: `Noor Visser ${count}` };
  const { body, text } = await by.post('/v1/completions', { ...reportOf(learner.email), learner });
  expect(body?.awards?.length, text).toBe(2);
  return { ...learner, id: body.learner.id as string, awards: body.awards as any[] };
}
const tokenOf = ({ path }: OwnPage) => path.split('/').at(-1) ?? '';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a link', () => {
  test('is shown once: 256 random bits, of which only the digest is stored', async () => {
    const noor = await someone();
    const { body, headers } = await academy.post(`/v1/learners/${noor.id}/links`, {});
    expect(body.url).toMatch(/^https:\/\/badges\.example\/mine\/[A-Za-z0-9_-]{43}$/);
    expect(headers['cache-control']).toBe('no-store');
    const token = body.url.split('/').at(-1);
    const [row] = await rowsOf(world.database, 'select * from learner_links where id = $1', body.id);
    expect(row.token_hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(JSON.stringify(row)).not.toContain(token);
    const listed = await academy.get(`/v1/learners/${noor.id}/links`);
    expect(listed.body.items).toMatchObject([{ id: body.id, expiresAt: '2026-12-22T12:00:00.000Z' }]);
    expect(listed.text).not.toContain(token);
  });

  test('works for thirty days unless somebody says otherwise, and a year at most', async () => {
    const noor = await someone();
    for (const [days, until] of [
      [1, '2026-11-23T12:00:00.000Z'],
      [365, '2027-11-22T12:00:00.000Z'],
    ] as const) {
      const { body } = await academy.post(`/v1/learners/${noor.id}/links`, { days });
      expect(body.expiresAt).toBe(until);
    }
    for (const days of [0, 366, 1.5])
      expect((await academy.post(`/v1/learners/${noor.id}/links`, { days })).status).toBe(400);
  });

  test('that expired says so, and how to get another', async () => {
    const noor = await someone();
    const own = await ownPageOf(world, academy, noor.id, 1);
    world.clock.set(new Date(world.clock.now().getTime() + day - 1));
    expect((await own.get()).status).toBe(200);
    world.clock.set(new Date(world.clock.now().getTime() + 1));
    const page = await own.get('?lang=nl');
    expect(page.status).toBe(410);
    expect(page.text).toContain('Deze link werkt niet meer');
    expect(page.text).toContain('om een nieuwe link');
    expect(page.text).not.toContain(noor.email);
    expect((await own.get('', {})).body.type).toBe('https://badges.example/problems/link-ended');
    expect((await own.send('/sharing', { badge: 'all', page: 'off' })).status).toBe(410);
    world.clock.set(new Date(world.clock.now().getTime() - day));
  });

  test('can be ended at once, by whoever made it only', async () => {
    const noor = await someone();
    const own = await ownPageOf(world, academy, noor.id);
    const other = await someone();
    expect((await academy.delete(`/v1/learners/${other.id}/links/${own.linkId}`)).status).toBe(404);
    expect((await own.get()).status).toBe(200);
    expect((await academy.delete(`/v1/learners/${noor.id}/links/${own.linkId}`)).status).toBe(204);
    expect((await own.get()).status).toBe(410);
    expect((await academy.delete(`/v1/learners/${noor.id}/links/${own.linkId}`)).status).toBe(404);
  });

  test.each(['', 'x', 'A'.repeat(43), 'A'.repeat(44), `${'A'.repeat(42)}/`, 'A'.repeat(290)])(
    'that is none leads nowhere: %o',
    async (token) => {
      const page = await world.stranger.get(`/mine/${token}?lang=en`, { accept: 'text/html' });
      expect(page.status).toBe(404);
      if (!token.includes('/') && token !== '') expect(page.text).toContain('This link is not right');
    },
  );

  test('tells when it was last used, to the minute', async () => {
    const noor = await someone();
    const own = await ownPageOf(world, academy, noor.id);
    const used = async () => (await academy.get(`/v1/learners/${noor.id}/links`)).body.items[0].lastUsedAt;
    expect(await used()).toBeUndefined();
    await own.get();
    const first = await used();
    expect(first).toBe(world.clock.now().toISOString());
    world.clock.set(new Date(world.clock.now().getTime() + 59_000));
    await own.get();
    expect(await used()).toBe(first);
    world.clock.set(new Date(world.clock.now().getTime() + 1_000));
    await own.get();
    expect(await used()).toBe(world.clock.now().toISOString());
  });

  test('cannot be given to a learner who was erased', async () => {
    const noor = await someone();
    await academy.post(`/v1/learners/${noor.id}/erase`, {});
    expect((await academy.post(`/v1/learners/${noor.id}/links`, {})).body.type).toMatch(/\/gone$/);
  });
});

describe('the page', () => {
  let noor: Awaited<ReturnType<typeof someone>>;
  let own: OwnPage;
  beforeAll(async () => {
    noor = await someone();
    own = await ownPageOf(world, academy, noor.id);
  });

  test('tells what the issuer holds: the person, the badges with their state, the results', async () => {
    const { text, status } = await own.get('?lang=nl');
    expect(status).toBe(200);
    for (const held of [
      noor.name,
      noor.email,
      'Inbedrijfstellen en overdragen',
      'Marit Oosterbaan',
      'Geldig',
      'Behaald',
    ])
      expect(text).toContain(held);
    for (const { id, url } of noor.awards) {
      expect(text).toContain(`id="badge-${id}"`);
      expect(text).toContain(`href="${new URL(url).pathname}?lang=nl"`);
    }
    await academy.post(`/v1/awards/${noor.awards[0].id}/suspend`, { reason: { nl: 'Even kijken' } });
    const after = await own.get('?lang=nl');
    expect(after.text).toContain('Opgeschort');
    expect(after.text).toContain('Even kijken');
  });

  test('is in the language of the learner unless another is asked for', async () => {
    const email = `english-${++count}@example.org`;
    const { body } = await academy.post('/v1/completions', { ...reportOf(email), learner: { email, language: 'en' } });
    const english = await ownPageOf(world, academy, body.learner.id);
    expect((await english.get()).text).toContain('<html lang="en">');
    expect((await english.get('?lang=nl')).text).toContain('<html lang="nl">');
  });

  test('is kept by nobody, listed by nobody, and tells no other site where it is', async () => {
    for (const tail of ['', '/export', '/erasure', `/badges/${noor.awards[0].id}`]) {
      const { headers, status } = await own.get(tail, { accept: '*/*' });
      expect(status, tail).toBe(200);
      expect(headers, tail).toMatchObject({
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['access-control-allow-origin'], tail).toBeUndefined();
      expect(headers['set-cookie'], tail).toBeUndefined();
    }
    const { headers, text } = await own.get();
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';.*form-action 'self'.*frame-ancestors 'none'/,
    );
    expect(text).toContain('<meta name="robots" content="noindex">');
    const head = text.slice(0, text.indexOf('</head>'));
    expect(head).not.toContain(tokenOf(own));
    expect(text).not.toMatch(/<script|\son[a-z]+=|style=/);
    const elsewhere = [...text.matchAll(/(?:href|src|action)="([^"]*)"/g)].filter(([, url]) => !url?.startsWith('/'));
    expect(elsewhere.map(([, url]) => url).filter((url) => !/^(#|mailto:)/.test(url ?? ''))).toEqual([]);
  });

  test('is data for a program that asks for it', async () => {
    const { body } = await own.get('', { accept: 'application/json' });
    expect(body).toMatchObject({
      learner: { id: noor.id, email: noor.email, name: noor.name },
      linkEndsAt: expect.any(String),
      erasure: { mode: 'on-request', badges: 'keep' },
      consents: [],
    });
    expect(body.badges.map(({ id }: any) => id).toSorted()).toEqual(noor.awards.map(({ id }) => id).toSorted());
    expect((await own.get('', { accept: 'image/png' })).status).toBe(406);
  });

  test('hands out everything, the same as the provider would', async () => {
    const mine = await own.get('/export', {});
    const theirs = await academy.get(`/v1/learners/${noor.id}/export`);
    expect(mine.headers['content-disposition']).toMatch(/^attachment/);
    expect(mine.body).toEqual(theirs.body);
    expect(mine.body.awards[0].badges).toHaveLength(1);
    expect(mine.body.more.links).toHaveLength(1);
  });
});

describe('a form', () => {
  let noor: Awaited<ReturnType<typeof someone>>;
  let own: OwnPage;
  beforeAll(async () => {
    noor = await someone();
    own = await ownPageOf(world, academy, noor.id);
    await own.get();
  });

  test('is answered by a redirect that says what was done, in the same language', async () => {
    const answer = await own.send('/sharing?lang=en', { badge: noor.awards[0].id, page: 'on' });
    expect(answer.status).toBe(303);
    const { pathname, search, hash } = new URL(String(answer.headers.location), 'https://badges.example');
    expect(pathname).toBe(own.path);
    expect(hash).toBe(`#badge-${noor.awards[0].id}`);
    const { text } = await world.stranger.get(pathname + search, { accept: 'text/html' });
    expect(text).toContain('<p class="saved" role="status">Saved.');
    expect((await own.get('?done=%3Cb%3E&at=x')).status).toBe(200);
  });

  test.each([
    ['an unknown field', 'badge=all&page=on&admin=1', 400],
    ['a field twice', 'badge=all&page=on&page=off', 400],
    ['nothing to change', 'badge=all', 400],
    ['no badge', 'page=on', 400],
    ['a word that is none', 'badge=all&page=yes', 400],
    ['what is no id', `badge=1&page=on`, 400],
    ['many fields', `badge=all&page=on&${Array.from({ length: 20 }, (_, index) => `f${index}=1`).join('&')}`, 400],
    ['too much', `badge=all&page=on&x=${'x'.repeat(3_000)}`, 413],
  ])('with %s changes nothing', async (_what, payload, status) => {
    const before = await rowCounts(world.database);
    expect((await own.send('/sharing', payload)).status).toBe(status);
    expect(await rowCounts(world.database)).toEqual(before);
  });

  test('is a form: nothing else is read', async () => {
    const json = { 'content-type': 'application/json' };
    expect((await own.send('/sharing', '{"badge":"all","page":"off"}', json)).status).toBe(415);
    expect((await own.send('/erasure', 'sure=no')).status).toBe(400);
    expect((await own.send('/erasure', '')).status).toBe(400);
    expect((await own.data()).erasure.request).toBeUndefined();
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site', origin: 'null' }],
  ])('from %s is refused', async (_what, headers) => {
    const answer = await own.send('/sharing', { badge: 'all', page: 'off' }, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('andere website');
    expect((await own.data()).badges.every(({ shared }: any) => shared.page)).toBe(true);
  });

  test('from our own page is taken, whose origin browsers hide because it sends no referrer', async () => {
    for (const headers of [
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: 'https://badges.example' },
      { 'sec-fetch-site': 'none' },
      {},
    ]) {
      expect((await own.send('/sharing', { badge: 'all', page: 'on' }, headers)).status).toBe(303);
    }
  });
});

describe('what belongs to somebody else', () => {
  test('no link reaches, whoever the other is and wherever', async () => {
    const noor = await someone();
    const sam = await someone();
    const elsewhere = await world.academy(`elsewhere-${++count}`);
    const same = await someone(elsewhere);
    const own = await ownPageOf(world, academy, noor.id);
    const asked = async (by: Provider, id: string) =>
      (await by.post(`/v1/learners/${id}/consents`, { purpose: 'Foto', receiver: 'Krant', given: false })).body.id;
    const consents = [await asked(academy, sam.id), await asked(elsewhere, same.id)];
    const foreign = [...sam.awards, ...same.awards].map(({ id }) => id as string);
    const before = await everythingOf([sam.id, same.id]);
    for (const id of foreign) {
      expect((await own.send('/sharing', { badge: id, page: 'off', name: 'on' })).status, id).toBe(404);
      expect((await own.get(`/badges/${id}`, {})).status, id).toBe(404);
    }
    for (const id of consents) {
      for (const verb of ['give', 'withdraw']) expect((await own.send(`/consents/${id}/${verb}`)).status).toBe(404);
    }
    await own.send('/sharing', { badge: 'all', page: 'off', name: 'on' });
    await own.send('/erasure', { sure: 'yes' });
    expect(await everythingOf([sam.id, same.id])).toEqual(before);
    for (const tail of ['', '/export']) {
      const { text } = await own.get(tail, {});
      for (const secret of [sam.id, sam.email, same.id, same.email, ...foreign, ...consents])
        expect(text).not.toContain(secret);
    }
  });

  test("is out of reach for a provider's key too", async () => {
    const noor = await someone();
    const own = await ownPageOf(world, academy, noor.id);
    const other = await world.provider(`other-${++count}`);
    for (const path of ['links', 'consents']) {
      const body = path === 'links' ? {} : { purpose: 'x', receiver: 'y' };
      expect((await other.post(`/v1/learners/${noor.id}/${path}`, body)).status).toBe(404);
      expect((await other.get(`/v1/learners/${noor.id}/${path}`)).status).toBe(404);
    }
    expect((await other.delete(`/v1/learners/${noor.id}/links/${own.linkId}`)).status).toBe(404);
    expect((await own.get()).status).toBe(200);
  });

  async function everythingOf(learners: readonly string[]) {
    const tables = ['learners', 'awards', 'badge_sharing', 'sharing_defaults', 'consents', 'erasure_requests'];
    const found: unknown[] = [];
    for (const table of tables) {
      const column = table === 'learners' ? 'id' : 'learner_id';
      found.push(
        await rowsOf(world.database, `select t::text from ${table} t where ${column} = any($1) order by 1`, learners),
      );
    }
    return found;
  }
});

test('what the learner does is written down under the link, and nothing of it but ids is told', async () => {
  const noor = await someone();
  const own = await ownPageOf(world, academy, noor.id);
  await own.send('/sharing', { badge: noor.awards[0].id, name: 'on' });
  const entries = await rowsOf(
    world.database,
    'select action, subject from audit_entries where actor = $1 order by id',
    `learner-link:${own.linkId}`,
  );
  expect(entries.map(({ action }) => action)).toEqual(['consent.given', 'sharing.changed']);
  expect(entries[1].subject).toBe(`award:${noor.awards[0].id}`);
  const [message] = await rowsOf(
    world.database,
    "select payload from outbox_messages where kind = 'sharing.changed' and subject = $1",
    `award:${noor.awards[0].id}`,
  );
  expect(message.payload).toEqual({
    award: noor.awards[0].id,
    learner: noor.id,
    shared: { page: true, name: true },
  });
});

test('no token comes into the log, whatever goes wrong', async () => {
  const noor = await someone();
  const own = await ownPageOf(world, academy, noor.id);
  const secret = tokenOf(own);
  await own.get();
  await own.get('/nothing/here');
  await own.get('?lang=xx&done=1');
  await own.send('/sharing', 'badge=1');
  await own.send('/sharing', { badge: 'all', page: 'off' }, { origin: 'https://evil.example' });
  await world.stranger.request({ method: 'PUT', url: own.path, headers: form, payload: 'x=1' });
  await world.stranger.get(`${own.path}%E0%A4%A`);
  await world.stranger.get(`/credentials/${secret}`);
  await rowsOf(world.database, 'alter table badge_sharing add constraint canary check (name_shared is null) not valid');
  expect((await own.send('/sharing', { badge: 'all', name: 'on' })).status).toBe(500);
  await rowsOf(world.database, 'alter table badge_sharing drop constraint canary');
  const text = log.text();
  expect(text).toContain('/mine/:token/sharing');
  expect(text).toContain('request failed');
  expect(text).not.toContain(secret);
  expect(text).not.toContain(createHash('sha256').update(secret).digest('hex'));
  expect(text).not.toMatch(/\/mine\/[A-Za-z0-9_-]{20}/);
  expect(text).not.toMatch(/@example\.org|noor visser/i);
});
