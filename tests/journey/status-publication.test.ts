import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bitAt, decodeBitstring } from '../../src/openbadges/index.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

const hour = 3_600_000;
let learners = 0;
async function badge() {
  const { body } = await academy.post('/v1/completions', reportOf(`published-${++learners}@example.org`));
  const [award] = body.awards;
  const document = (await world.stranger.get(new URL(award.url).pathname)).body;
  const { statusListCredential: list, statusListIndex } = document.credentialStatus;
  return { id: award.id as string, list: list as string, index: Number(statusListIndex) };
}
const publish = () => world.work('publish-status-lists');
const stored = async () =>
  (await rowsOf(world.database, 'select version, signing_key_id, signed_at, bytes from status_publications'))[0];
const revoke = ({ id }: { id: string }) => academy.post(`/v1/awards/${id}/revoke`, { reason: 'Test' });
const setIn = (bytes: Buffer, { index }: { index: number }) =>
  bitAt(decodeBitstring(JSON.parse(bytes.toString()).credentialSubject.encodedList), index);
const fetchList = (list: string, headers: Record<string, string> = {}) =>
  world.stranger.get(new URL(list).pathname, { accept: 'application/vc', ...headers });

describe('publishing', () => {
  test('a change is signed without anybody asking, and the readers get those bytes', async () => {
    const place = await badge();
    await publish();
    expect(setIn((await stored()).bytes, place)).toBe(false);
    await revoke(place);
    await publish();
    const published = await stored();
    expect(setIn(published.bytes, place)).toBe(true);
    expect((await fetchList(place.list)).bytes.equals(published.bytes)).toBe(true);
  });

  test('many changes are signed once; no change is not signed', async () => {
    const places = [await badge(), await badge(), await badge()];
    for (const place of places) await revoke(place);
    await publish();
    const first = await stored();
    expect(places.map((place) => setIn(first.bytes, place))).toEqual([true, true, true]);
    world.clock.advance(hour);
    await publish();
    const second = await stored();
    expect(second.bytes.equals(first.bytes)).toBe(true);
  });

  test('a reader who comes before the task gets the change as well, and the task finds it done', async () => {
    const place = await badge();
    await revoke(place);
    const read = await fetchList(place.list);
    expect(setIn(read.bytes, place)).toBe(true);
    await publish();
    expect((await stored()).bytes.equals(read.bytes)).toBe(true);
  });

  test('a list is renewed when half of its validity has passed', async () => {
    await publish();
    const first = await stored();
    world.clock.advance(11 * hour);
    await publish();
    expect((await stored()).bytes.equals(first.bytes)).toBe(true);
    world.clock.advance(2 * hour);
    await publish();
    const renewed = JSON.parse((await stored()).bytes.toString());
    expect(Date.parse(renewed.validUntil) - world.clock.now().getTime()).toBe(24 * hour);
  });

  test('a new signing key signs the lists again', async () => {
    await publish();
    const before = await stored();
    await academy.post('/v1/keys');
    await publish();
    const after = await stored();
    expect(after.signing_key_id).not.toBe(before.signing_key_id);
    const { body: keys } = await academy.get('/v1/keys');
    const active = keys.items.find(({ state }: any) => state === 'active');
    expect(JSON.parse(after.bytes.toString()).proof[0].verificationMethod).toBe(active.verificationMethod);
    expect(after.version).toBe(before.version);
  });

  test('a list whose issuer lost its key is served as it is, and does not keep others from being signed', async () => {
    const lost = await world.academy('lost');
    await lost.post('/v1/completions', reportOf('lost@example.org'));
    await publish();
    const [list] = await rowsOf(world.database, 'select url from status_lists where issuer_id = $1', lost.issuer.id);
    const held = (await lost.get('/v1/awards')).body.items[0];
    await rowsOf(world.database, "update signing_keys set state = 'retired' where issuer_id = $1", lost.issuer.id);
    expect((await fetchList(list.url)).status).toBe(200);
    await lost.post(`/v1/awards/${held.id}/revoke`, { reason: 'Test' });
    // What is stored is not true any more, and must not be told.
    expect((await fetchList(list.url)).status).toBe(503);
    const place = await badge();
    await revoke(place);
    await publish();
    expect(setIn((await fetchList(place.list)).bytes, place)).toBe(true);
  });

  test('a change is signed although another transaction is changing the list right now', async () => {
    const place = await badge();
    await revoke(place);
    const held = await world.database.$client.connect();
    try {
      await held.query('begin');
      await held.query('select from status_lists where url = $1 for no key update', [place.list]);
      await publish();
      expect(setIn((await fetchList(place.list)).bytes, place)).toBe(true);
    } finally {
      await held.query('rollback');
      held.release();
    }
  });
});

describe('for a cache', () => {
  test('all times say the same: ttl, max-age, Expires (Bitstring Status List §2.2)', async () => {
    const place = await badge();
    const { headers, body } = await fetchList(place.list);
    const { ttl } = body.credentialSubject;
    expect(ttl).toBeLessThanOrEqual(5 * 60_000);
    expect(headers['cache-control']).toBe(`public, max-age=${ttl / 1_000}, must-revalidate`);
    expect(Date.parse(String(headers.expires)) - world.clock.now().getTime()).toBe(ttl);
    expect(new Date(String(headers['last-modified'])).toISOString()).toBe(body.validFrom.replace('Z', '.000Z'));
    // Whatever is still fresh for a cache is still valid for a verifier.
    expect(Date.parse(body.validUntil)).toBeGreaterThan(Date.parse(String(headers.expires)));
    // A cache keeps one copy for each way of asking: the same bytes under the name that the reader knows.
    expect(headers.vary).toBe('accept');
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('a list is called as its reader asks: some look for the word "json" (RFC 9110 §12.5.1)', async () => {
    const { list } = await badge();
    const vc = await fetchList(list);
    const typeFor = async (accept: string) => {
      const { status, headers, bytes } = await fetchList(list, { accept });
      expect([status, headers.vary, bytes]).toEqual([200, 'accept', vc.bytes]);
      return String(headers['content-type']).split(';')[0];
    };
    expect(await typeFor('*/*')).toBe('application/vc');
    expect(await typeFor('text/plain')).toBe('application/vc');
    expect(await typeFor('application/vc, application/json;q=0.5')).toBe('application/vc');
    expect(await typeFor('application/ld+json, application/json')).toBe('application/ld+json');
    expect(await typeFor('application/json')).toBe('application/json');
  });

  test('a 304 carries the same headers (RFC 9110 §15.4.5)', async () => {
    const place = await badge();
    const full = await fetchList(place.list);
    const again = await fetchList(place.list, { 'if-none-match': String(full.headers.etag) });
    expect(again.status).toBe(304);
    for (const name of ['etag', 'cache-control', 'expires', 'last-modified', 'access-control-allow-origin'])
      expect(again.headers[name], name).toBe(full.headers[name]);
  });

  test('a copy from the second before is not taken for the newest', async () => {
    const [first, second] = [await badge(), await badge()];
    await revoke(first);
    const copy = await fetchList(first.list);
    await revoke(second);
    const answer = await fetchList(second.list, { 'if-modified-since': String(copy.headers['last-modified']) });
    expect([answer.status, setIn(answer.bytes, second)]).toEqual([200, true]);
  });
});
