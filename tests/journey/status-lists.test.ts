import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bitAt, type ControllerDocument, decodeBitstring, isObject, verifyProofs } from '../../src/openbadges/index.ts';
import { type Random, systemRandom } from '../../src/platform/random.ts';
import { rowsOf } from '../support/stored.ts';
import { type Answer, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Where a badge stands in a list, as it says itself. */
interface Place {
  readonly awardId: string;
  readonly list: string;
  readonly index: number;
}

let learners = 0;
async function badge(by = academy, at = world): Promise<Place> {
  learners += 1;
  const sent = await by.post('/v1/completions', reportOf(`learner-${learners}@example.org`));
  expect(sent.status, sent.text).toBe(201);
  const [award] = sent.body.awards;
  const credential = (await at.stranger.get(pathOf(award.url), { accept: 'application/vc' })).body;
  const [entry] = [credential.credentialStatus].flat();
  expect(entry).toMatchObject({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation' });
  expect(entry.statusListIndex).toMatch(/^(0|[1-9]\d*)$/);
  return { awardId: award.id, list: entry.statusListCredential, index: Number(entry.statusListIndex) };
}
const pathOf = (url: string) => new URL(url).pathname;
const fetchList = (list: string, headers: Record<string, string> = {}): Promise<Answer> =>
  world.stranger.get(pathOf(list), { accept: 'application/vc', ...headers });
const bitOf = (answer: Answer, { index }: Place) =>
  bitAt(decodeBitstring(answer.body.credentialSubject.encodedList), index);
const withdraw = (how: 'revoke' | 'suspend', { awardId }: Place) =>
  academy.post(`/v1/awards/${awardId}/${how}`, { reason: { nl: 'vergissing' } });

/** What a verifier knows of us: the DID document, fetched. */
async function verified(answer: Answer): Promise<boolean> {
  const did: unknown = (await world.stranger.get('/issuers/kompas/did.json')).body;
  if (!isObject(did)) throw new Error('no DID document');
  const controllers = new Map([[academy.issuer.did, did as unknown as ControllerDocument]]);
  return (await verifyProofs(answer.body, controllers, { now: world.clock.now() })).verified;
}

describe('a status list', () => {
  test('is a signed credential that anybody verifies with the DID document', async () => {
    const { list } = await badge();
    const answer = await fetchList(list);
    expect([answer.status, answer.headers['content-type'], answer.headers['access-control-allow-origin']]).toEqual([
      200,
      'application/vc',
      '*',
    ]);
    expect(answer.body).toMatchObject({
      id: list,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: academy.issuer.did,
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation' },
    });
    expect(decodeBitstring(answer.body.credentialSubject.encodedList)).toHaveLength(131_072 / 8);
    expect(await verified(answer)).toBe(true);
    const forged = { ...answer, body: structuredClone(answer.body) };
    forged.body.credentialSubject.encodedList = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQsvoAAAAAAAAAAAAAAAAP4GcwM92tQwAAA';
    expect(await verified(forged)).toBe(false);
  });

  test('is good for a day, and is signed anew when half of that has passed', async () => {
    const place = await badge();
    const first = await fetchList(place.list);
    const life = Date.parse(first.body.validUntil) - Date.parse(first.body.validFrom);
    expect(life).toBe(24 * 3_600_000);
    const start = world.clock.now();
    world.clock.advance(11 * 3_600_000);
    expect((await fetchList(place.list)).bytes.equals(first.bytes)).toBe(true);
    world.clock.advance(2 * 3_600_000);
    const second = await fetchList(place.list);
    expect(second.body.validFrom).toBe(world.clock.now().toISOString().replace('.000', ''));
    expect(await verified(second)).toBe(true);
    world.clock.set(start);
  });

  test('is not sent again to who has it', async () => {
    const place = await badge();
    const first = await fetchList(place.list);
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await fetchList(place.list, { 'if-none-match': known });
      expect([again.status, again.bytes.length, again.headers.etag], known).toEqual([304, 0, etag]);
    }
    expect((await fetchList(place.list, { 'if-none-match': '"other"' })).status).toBe(200);
    await withdraw('revoke', place);
    const changed = await fetchList(place.list, { 'if-none-match': etag });
    expect([changed.status, changed.headers.etag === etag]).toEqual([200, false]);
  });

  test('has no address but its own', async () => {
    expect((await fetchList('https://badges.example/status/01890000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await fetchList('https://badges.example/status/1')).status).toBe(400);
  });
});

describe('a bit', () => {
  test.each(['revoke', 'suspend'] as const)('is set with the answer to %s', async (how) => {
    const [place, other] = [await badge(), await badge()];
    const before = await fetchList(place.list);
    expect([bitOf(before, place), bitOf(before, other)]).toEqual([false, false]);
    expect((await withdraw(how, place)).status).toBe(200);
    const after = await fetchList(place.list);
    expect([bitOf(after, place), bitOf(after, other)]).toEqual([true, false]);
    expect(await verified(after)).toBe(true);
  });

  test('stays when what was suspended is revoked', async () => {
    const place = await badge();
    await withdraw('suspend', place);
    await withdraw('revoke', place);
    expect(bitOf(await fetchList(place.list), place)).toBe(true);
  });

  test('costs one signature per change-set, however many ask', async () => {
    const places = [await badge(), await badge(), await badge()];
    const list = places[0]?.list ?? '';
    await fetchList(list);
    await Promise.all(places.map((place) => withdraw('revoke', place)));
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetchList(list)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(places.map((place) => answers[0] && bitOf(answers[0], place))).toEqual([true, true, true]);
    const [row] = await rowsOf(
      world.database,
      `select list.version, published.version as published_version
       from status_lists list join status_publications published on published.list_id = list.id where url = $1`,
      list,
    );
    expect(row.published_version).toBe(row.version);
  });

  test('is never lost between two that change and one that signs', async () => {
    const places = await Promise.all(Array.from({ length: 10 }, () => badge()));
    const reading = places.map(({ list }) => fetchList(list));
    await Promise.all([...places.map((place) => withdraw('revoke', place)), ...reading]);
    const last = await fetchList(places[0]?.list ?? '');
    expect(places.filter((place) => !bitOf(last, place))).toEqual([]);
  });

  test('cannot be cleared, moved or removed, not even by hand', async () => {
    const [revoked, suspended, valid] = [await badge(), await badge(), await badge()];
    await withdraw('revoke', revoked);
    await withdraw('suspend', suspended);
    const at = ({ list, index }: Place) =>
      `where index = ${index} and list_id = (select id from status_lists where url = '${list}')`;
    for (const statement of [
      `update status_entries set state = 'valid' ${at(revoked)}`,
      `update status_entries set state = 'suspended' ${at(revoked)}`,
      `update status_entries set state = 'valid' ${at(suspended)}`,
      `update status_entries set index = index + 1 ${at(valid)}`,
      `update status_entries set issuer_id = list_id ${at(valid)}`,
      `delete from status_entries ${at(valid)}`,
      `delete from status_entries ${at(revoked)}`,
    ]) {
      await expect(rowsOf(world.database, statement), statement).rejects.toThrow(/cannot go back/);
    }
  });
});

describe('places', () => {
  test('are random: they tell nothing of the order of issuing', async () => {
    const places: Place[] = [];
    for (let made = 0; made < 40; made += 1) places.push(await badge());
    const indexes = places.map(({ index }) => index);
    const steps = indexes.slice(1).map((index, at) => Math.abs(index - (indexes[at] ?? 0)));
    expect(steps.filter((step) => step < 100).length).toBeLessThan(5);
    const rising = indexes.slice(1).filter((index, at) => index > (indexes[at] ?? 0)).length;
    expect(rising).toBeGreaterThan(8);
    expect(rising).toBeLessThan(31);
    // 40 uniform draws: below a quarter of the list in all of them happens once in 10^24 runs; half is generous.
    expect(Math.min(...indexes)).toBeLessThan(131_072 / 2);
    expect(Math.max(...indexes)).toBeGreaterThan(131_072 / 2);
  });

  test('are never shared, though thirty reports come at once and want the same ones', async () => {
    // Each draws sixteen places, two by two the same ones in the same order: they get in each other's way all the time.
    let turn = 0;
    const next = () => Math.floor(turn / 32) * 2 + (turn++ % 16);
    const random: Random = { ...systemRandom, integer: next };
    await using crowded = await makeWorld({ random });
    const kompas = await crowded.academy();
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, at) => kompas.post('/v1/completions', reportOf(`crowd-${at}@example.org`))),
    );
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 201));
    const rows = await rowsOf(
      crowded.database,
      'select status_list_id, status_index, count(*)::int as n from credentials group by 1, 2',
    );
    expect(rows.length).toBeGreaterThanOrEqual(30);
    expect(rows.filter(({ n }) => n > 1)).toEqual([]);
    // Losing a place to another report does not make a list full.
    const lists = await rowsOf(crowded.database, 'select number from status_lists');
    expect(lists).toHaveLength(1);
  });

  test('of a full list are looked for in the next one; the full list goes on telling', async () => {
    const place = await badge();
    await rowsOf(
      world.database,
      `insert into status_entries (issuer_id, list_id, index, state, changed_at)
       select issuer_id, id, place, 'valid', now() from status_lists, generate_series(0, 131071) place where url = $1
       on conflict do nothing`,
      place.list,
    );
    const next = await Promise.all(Array.from({ length: 6 }, () => badge()));
    expect(new Set(next.map(({ list }) => list)).size).toBe(1);
    expect(next[0]?.list).not.toBe(place.list);
    const numbers = await rowsOf(
      world.database,
      'select number from status_lists where issuer_id = $1 order by 1',
      academy.issuer.id,
    );
    expect(numbers.map(({ number }) => number)).toEqual([1, 2]);
    await withdraw('revoke', place);
    expect(bitOf(await fetchList(place.list), place)).toBe(true);
    expect(await verified(await fetchList(next[0]?.list ?? ''))).toBe(true);
  });
});
