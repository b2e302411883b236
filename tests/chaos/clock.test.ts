import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, type World } from '../support/world.ts';
import { reportOf } from './academy.ts';
import { wholeness } from './checks/whole.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');

let world: World;
let academy: Provider;
let first: any;

beforeEach(async () => {
  // The key is older than all that happens here: nothing is signed with a date before its key was active.
  world = await makeWorld({ now: new Date(noon - 7 * 86_400_000).toISOString() });
  academy = await world.academy();
  world.clock.set(new Date(noon));
  first = (await academy.post('/v1/completions', reportOf('clock@example.org', 'ST-05', 3))).body;
});
afterEach(() => world[Symbol.asyncDispose]());

const correction = () => ({ ...reportOf('clock@example.org', 'ST-05', 4), replaces: first.completion.id });
const issues = () =>
  rowsOf(world.database, 'select award_id, issue, valid_from from credentials order by award_id, issue');

describe('the clock is put back', () => {
  test('by two seconds: a corrected badge is still newer than the one it takes the place of', async () => {
    world.clock.set(new Date(noon - 2_000));
    expect((await academy.post('/v1/completions', correction())).status).toBe(201);
    const [ulo] = first.awards.filter(({ achievement }: any) => achievement.kind === 'ulo');
    const dates = (await issues()).filter(({ award_id }) => award_id === ulo.id).map(({ valid_from }) => +valid_from);
    expect(dates).toEqual([noon, noon + 1_000]);
    const { body } = await world.stranger.get(new URL(ulo.url).pathname);
    expect(body.validFrom).toBe('2026-11-22T12:00:01Z');
    expect([body.proof].flat()[0].created).toBe(body.validFrom);
  });

  test.each([3_600, 86_400])(
    'by %d seconds: corrected or refused, but never a badge newer than its successor',
    async (seconds) => {
      const before = await issues();
      world.clock.set(new Date(noon - seconds * 1_000));
      const { status } = await academy.post('/v1/completions', correction());
      expect([201, 503]).toContain(status);
      if (status === 503) expect(await issues()).toEqual(before);
      expect(await wholeness.reissuesNotNewer?.(world.database.$client)).toEqual([]);
      // As soon as it is right again, it is done, or was done.
      world.clock.set(new Date(noon + 1_000));
      expect([200, 201]).toContain((await academy.post('/v1/completions', correction())).status);
      expect(await wholeness.reissuesNotNewer?.(world.database.$client)).toEqual([]);
    },
  );

  test('what happened is still told in the order in which it happened', async () => {
    const seen = (await academy.get('/v1/events?limit=200')).body.items;
    world.clock.set(new Date(noon - 2_000));
    await academy.post(`/v1/awards/${first.awards[0].id}/suspend`, { reason: 'Test' });
    const after = (await academy.get(`/v1/events?limit=200&after=${seen.at(-1).id}`)).body.items;
    expect(after.map(({ kind }: any) => kind)).toEqual(['award.suspended']);
    // Times say what the clock said; the order is another matter.
    expect(Date.parse(after[0].at)).toBe(noon - 2_000);
  });

  test('a list that was published before is not served as one of the future', async () => {
    const [{ url }] = await rowsOf(world.database, 'select url from status_lists');
    const list = async () => (await world.stranger.get(new URL(url).pathname)).body;
    expect((await list()).validFrom).toBe('2026-11-22T12:00:00Z');
    world.clock.set(new Date(noon - 7_200_000));
    // A verifier whose clock is right would refuse it (VC Data Model 2.0 §4.9): not valid yet.
    const served = await list();
    expect(Date.parse(served.validFrom)).toBeLessThanOrEqual(noon - 7_200_000);
    expect(Date.parse(served.validUntil)).toBeGreaterThan(noon);
  });

  test('a revocation is in the list at once all the same', async () => {
    const award = first.awards[0];
    world.clock.set(new Date(noon - 2_000));
    expect((await academy.post(`/v1/awards/${award.id}/revoke`, { reason: 'Test' })).body.state).toBe('revoked');
    const [place] = await rowsOf(
      world.database,
      'select c.status_index as index, l.url from credentials c join status_lists l on l.id = c.status_list_id where c.award_id = $1',
      award.id,
    );
    const { body } = await world.stranger.get(new URL(place.url).pathname);
    const bits = gunzipSync(Buffer.from(body.credentialSubject.encodedList.slice(1), 'base64url'));
    expect(((bits[place.index >> 3] ?? 0) >> (7 - (place.index & 7))) & 1).toBe(1);
  });
});
