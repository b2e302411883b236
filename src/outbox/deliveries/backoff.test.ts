import { expect, test } from 'vitest';
import { systemRandom } from '../../platform/random.ts';
import { mostAttempts, pauseAfter } from './backoff.ts';

const second = 1_000;
const day = 86_400 * second;
const always = (number: number) => ({ ...systemRandom, integer: (below: number) => Math.min(number, below - 1) });
const allPauses = (random: typeof systemRandom) =>
  Array.from({ length: mostAttempts - 1 }, (_, index) => pauseAfter(index + 1, random) ?? Number.NaN);

test('the first pause is about 5 s, the last about 24 h, each longer than the one before', () => {
  const pauses = allPauses(always(2_000));
  expect(pauses[0]).toBe(5 * second);
  expect(pauses.at(-1)).toBe(day);
  expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
});

test('ten attempts in about three days, then no more', () => {
  expect(mostAttempts).toBe(10);
  const together = allPauses(always(2_000)).reduce((sum, pause) => sum + pause, 0);
  expect(together / day).toBeGreaterThan(3);
  expect(together / day).toBeLessThan(3.5);
  expect(pauseAfter(mostAttempts, systemRandom)).toBeUndefined();
});

test('pauses differ by up to a fifth, so that what failed together is not tried together', () => {
  expect(pauseAfter(1, always(0))).toBe(4 * second);
  expect(pauseAfter(1, always(1_000_000))).toBe(6 * second);
  const many = new Set(Array.from({ length: 50 }, () => pauseAfter(2, systemRandom)));
  expect(many.size).toBeGreaterThan(10);
});
