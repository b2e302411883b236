import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUloVersion, loadPublished } from '../../src/curriculum/index.ts';
import { curricula, newOnes, other, sample } from '../support/curriculum.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
const academy = curricula(() => world);
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('versions', () => {
  test('only what changed gets a new one', async () => {
    const { issuer } = await academy.issuerWith(other());
    const changed = other();
    changed.stations[1].title.nl = 'Schrijfuur voor beginners';
    const { body } = await issuer.put('/v1/curriculum', changed);
    expect(body.published).toEqual({ station: 1, line: 0, ulo: 0, rubric: 0, yardstick: 0 });
    expect(newOnes(body.achievements)).toEqual([]); // the station has no badge of its own
    changed.stations[0].title.nl = 'Tildag voor gevorderden';
    const next = await issuer.put('/v1/curriculum', changed);
    expect(newOnes(next.body.achievements)).toEqual(['b-tildag']);
    const { body: station } = await issuer.get('/v1/stations/schrijfuur');
    expect(station).toMatchObject({
      version: 2,
      state: 'published',
      content: { title: { nl: 'Schrijfuur voor beginners' } },
    });
    expect(station.versions).toEqual([
      { version: 2, state: 'published' },
      { version: 1, state: 'superseded' },
    ]);
    const { body: first } = await issuer.get('/v1/stations/schrijfuur?version=1');
    expect(first.content.title.nl).toBe('Schrijfuur');
    expect((await issuer.get('/v1/stations/schrijfuur?version=3')).status).toBe(404);
  });

  test('of an achievement stay readable for ever', async () => {
    const { issuer, sent } = await academy.issuerWith(other());
    const first = sent.achievements.find(({ ref }: { ref: string }) => ref === 'b-z1');
    const changed = other();
    changed.badges[1].validFor = 'P3Y';
    await issuer.put('/v1/curriculum', changed);
    const { body: old } = await issuer.get(`/v1/achievements/${first.id}`);
    expect(old).toMatchObject({ version: 1, supersededAt: expect.any(String), definition: { validFor: 'P2Y' } });
    const { body: page } = await issuer.get('/v1/achievements?ref=b-z1');
    expect(page.items.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
    const { body: current } = await issuer.get('/v1/achievements?ref=b-z1&current=true');
    expect(current.items.map(({ version }: { version: number }) => version)).toEqual([2]);
  });

  test('that are published refuse to change, in the code and in the database', async () => {
    const { issuer } = await academy.issuerWith(sample());
    const changed = sample();
    changed.ulos[3].responsibility.observable.nl = 'Iets anders';
    const refused = await issuer.put('/v1/curriculum', changed);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ code: 'published-ulo-changed', pointer: '#/ulos/3/version' }]);
    const walls = [
      "update achievements set definition = '{}' where issuer_id = $1",
      'delete from achievements where issuer_id = $1',
      "update curriculum_items set content = '{}' where issuer_id = $1",
      "update curriculum_items set state = 'draft' where issuer_id = $1",
      'delete from curriculum_items where issuer_id = $1',
      "update curriculum_documents set content = '{}' where issuer_id = $1",
      'delete from curriculum_documents where issuer_id = $1',
    ];
    for (const wall of walls)
      await expect(academy.rows(wall, issuer.issuer.id), wall).rejects.toThrow(/cannot be (changed|deleted)/);
  });

  test('of a ULO go up only', async () => {
    const { issuer } = await academy.issuerWith(sample());
    const raised = sample();
    raised.ulos[3].version = 2;
    raised.ulos[3].title.nl = 'Tweede versie';
    const next = await issuer.put('/v1/curriculum', raised);
    expect(next.body.published).toEqual({ station: 0, line: 0, ulo: 1, rubric: 0, yardstick: 0 });
    expect(newOnes(next.body.achievements)).toEqual([
      'badge:ST-04',
      'badge:WP-03',
      'badge:line-WP',
      'badge:vp-warmtepomp',
    ]);
    const back = await issuer.put('/v1/curriculum', sample());
    expect(back.body.errors).toMatchObject([{ code: 'ulo-version-goes-back', pointer: '#/ulos/3/version' }]);
    const earlier = await findUloVersion(world.database, issuer.issuer.id, 'ulo:WP-03', 1);
    expect(earlier?.title.nl).toBe('Koudekring op dichtheid beoordelen');
    expect(await findUloVersion(world.database, issuer.issuer.id, 'ulo:WP-03', 9)).toBeUndefined();
  });

  test('of what left the document are no longer awarded, and come back as they were', async () => {
    const { issuer, sent } = await academy.issuerWith(other());
    const without = other();
    without.badges.splice(0, 1);
    const { body } = await issuer.put('/v1/curriculum', without);
    expect(body.withdrawn.map(({ ref }: { ref: string }) => ref)).toEqual(['b-tildag']);
    expect((await loadPublished(world.database, issuer.issuer.id)).achievements.has('b-tildag')).toBe(false);
    const told = await academy.rows(
      "select subject from outbox_messages where issuer_id = $1 and kind = 'achievement.withdrawn'",
      issuer.issuer.id,
    );
    expect(told).toEqual([{ subject: `achievement:${sent.achievements[0].id}` }]);
    const again = await issuer.put('/v1/curriculum', other());
    expect(again.body.achievements[0]).toEqual({ ...sent.achievements[0], isNew: false });
  });
});
