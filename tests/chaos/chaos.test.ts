import { expect, test } from 'vitest';
import { playAll, summary } from './play-all.ts';

const rounds = 5;
const lines: string[] = [];

test('five kills under load lose nothing that was acknowledged', async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
  const played = await playAll({ rounds, seed, secondsWithoutDatabase: 0 }, (line) => lines.push(line));
  const told = [...lines, ...summary(played)].join('\n');
  expect(played.losses, told).toEqual([]);
  expect(played.rounds, told).toHaveLength(rounds);
  // A harness that does nothing loses nothing either.
  expect(played.acknowledged, told).toBeGreaterThan(rounds * 20);
  expect(played.badges, told).toBeGreaterThan(rounds * 20);
}, 600_000);
