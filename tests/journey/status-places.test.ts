import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Random } from '../../src/platform/random.ts';
import { allocateStatusEntry, type StatusEntry } from '../../src/status/index.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, type World } from '../support/world.ts';

/** Bitstring Status List §2.1. */
const entries = 131_072;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const place = (issuer: Provider['issuer'], random = world.on.random): Promise<StatusEntry> =>
  world.database.transaction((tx) => allocateStatusEntry({ ...world.on, random }, tx, issuer.id));

/** Numbers that are the same in every run, so that what is improbable here never happens (mulberry32). */
function sameEveryTime(seed: number): Random {
  let state = seed;
  const integer = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return { ...world.on.random, integer };
}

/** An issuer whose only list is this full, evenly. */
async function filled(slug: string, percent: number): Promise<Provider['issuer']> {
  const { issuer } = await world.provider(slug);
  await place(issuer);
  await rowsOf(
    world.database,
    `insert into status_entries (issuer_id, list_id, index, state, changed_at)
     select issuer_id, id, place, 'valid', now() from status_lists, generate_series(0, $2::int - 1) place
     where issuer_id = $1 and (place::bigint * 48271) % 100 < $3::int on conflict do nothing`,
    issuer.id,
    entries,
    percent,
  );
  return issuer;
}
const listsOf = async ({ id }: Provider['issuer']) =>
  (await rowsOf(world.database, 'select id from status_lists where issuer_id = $1', id)).length;

describe('places in a status list', () => {
  test('say nothing of the order in which they were taken', async () => {
    const { issuer } = await world.provider('orderless');
    const indexes = await world.database.transaction(async (tx) => {
      const taken: number[] = [];
      for (let made = 0; made < 1_500; made += 1)
        taken.push((await allocateStatusEntry(world.on, tx, issuer.id)).index);
      return taken;
    });
    // Five standard deviations of chance: once in a million runs.
    const bound = 5 / Math.sqrt(indexes.length);
    const order = indexes.map((_, at) => at);
    expect(Math.abs(correlation(order, indexes))).toBeLessThan(bound);
    expect(Math.abs(correlation(indexes.slice(1), indexes.slice(0, -1)))).toBeLessThan(bound);
    const mean = indexes.reduce((sum, index) => sum + index, 0) / indexes.length;
    expect(Math.abs(mean / entries - 0.5)).toBeLessThan(bound / Math.sqrt(12));
    expect(new Set(indexes).size).toBe(indexes.length);
  });

  test('are taken from a list that is half full, and from one that is no more than that', async () => {
    const issuer = await filled('half', 50);
    const random = sameEveryTime(7);
    for (let made = 0; made < 150; made += 1) await place(issuer, random);
    expect(await listsOf(issuer)).toBe(1);
  });

  test('are looked for in a new list once the old one is much fuller than 60 % (decision 0007)', async () => {
    const issuer = await filled('full', 80);
    const random = sameEveryTime(7);
    for (let made = 0; made < 150 && (await listsOf(issuer)) === 1; made += 1) await place(issuer, random);
    expect(await listsOf(issuer)).toBe(2);
  });
});

function correlation(some: readonly number[], others: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(some), mean(others)];
  let both = 0;
  let left = 0;
  let right = 0;
  for (const [at, value] of some.entries()) {
    const [x, y] = [value - a, (others[at] ?? 0) - b];
    both += x * y;
    left += x * x;
    right += y * y;
  }
  return both / Math.sqrt(left * right);
}
