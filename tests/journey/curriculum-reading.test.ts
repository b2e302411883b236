import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleCurriculum } from '../../src/curriculum/example.ts';
import { findAchievement, loadPublished } from '../../src/curriculum/index.ts';
import { curricula, other, sample } from '../support/curriculum.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
const academy = curricula(() => world);
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('lists', () => {
  test('come a page at a time', async () => {
    const { issuer } = await academy.issuerWith(sample());
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await issuer.get(`/v1/ulos?limit=4${after}`);
      seen.push(...body.items.map(({ ref }: { ref: string }) => ref));
      after = body.next === undefined ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(seen).toEqual(sample().ulos.map(({ id }: { id: string }) => id));
    const { body: drafts } = await issuer.get('/v1/stations?state=draft');
    expect(drafts.items).toEqual([]);
  });

  test.each(['stations', 'lines', 'ulos', 'rubrics', 'yardsticks'])(
    '/v1/%s lists what was published',
    async (section) => {
      const { issuer } = await academy.issuerWith(sample());
      const { body } = await issuer.get(`/v1/${section}?state=published`);
      expect(body.items.map(({ content }: { content: unknown }) => content)).toEqual(sample()[section]);
    },
  );
});

describe('doors', () => {
  test('one issuer does not see or touch what is another one’s', async () => {
    const { sent } = await academy.issuerWith(sample());
    const { issuer: stranger } = await academy.issuerWith(other());
    expect((await stranger.get(`/v1/achievements/${sent.achievements[0].id}`)).status).toBe(404);
    expect((await stranger.get('/v1/ulos/ulo:WP-03')).status).toBe(404);
    expect((await stranger.get('/v1/ulos')).body.items).toHaveLength(3);
    expect((await loadPublished(world.database, stranger.issuer.id)).achievements.size).toBe(5);
  });

  test('an achievement is public by its id', async () => {
    const { issuer, sent } = await academy.issuerWith(sample());
    const found = await findAchievement(world.database, sent.achievements[0].id);
    expect(found).toMatchObject({ issuerId: issuer.issuer.id, ref: 'badge:ST-01', definition: { kind: 'station' } });
  });

  test('nobody has an empty curriculum before sending one', async () => {
    const issuer = await academy.issuer();
    expect((await loadPublished(world.database, issuer.issuer.id)).revision).toBe(0);
    expect((await issuer.get('/v1/curriculum')).status).toBe(404);
    expect((await issuer.put('/v1/stations/station:ST-01', exampleCurriculum.stations[0])).status).toBe(404);
  });

  test('need a key with the right scope', async () => {
    const issuer = await academy.issuer();
    expect((await world.client('nobody').get('/v1/curriculum')).status).toBe(401);
    const reader = world.client(await world.apiKey(issuer.issuer.id, ['curriculum:read']));
    expect((await reader.put('/v1/curriculum', exampleCurriculum)).status).toBe(403);
  });
});
