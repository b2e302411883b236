import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Random } from '../platform/random.ts';
import { lease, nextAttempt, pauses } from './schedule.ts';

/** Always the share of what it may be. */
const drawing = (share: number): Random => ({
  integer: (below) => Math.min(below - 1, Math.floor(below * share)),
  bytes: () => Buffer.alloc(0),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const moment = fc.date({ min: new Date(0), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true });

describe('the next attempt', () => {
  test('is a pause away, up to a fifth more or less', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: pauses.length }), share, (now, attempts, drawn) => {
        const pause = pauses[attempts - 1] ?? Number.NaN;
        const wait = (nextAttempt(now, attempts, drawing(drawn))?.getTime() ?? Number.NaN) - now.getTime();
        expect(wait).toBeGreaterThanOrEqual(pause * 0.8);
        expect(wait).toBeLessThan(pause * 1.2);
      }),
    );
  });

  test('is later for whoever drew more, so that receivers spread', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: pauses.length }), share, share, (attempts, one, other) => {
        const now = new Date(0);
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const at = (drawn: number) => nextAttempt(now, attempts, drawing(drawn))?.getTime() ?? Number.NaN;
        expect(at(less)).toBeLessThanOrEqual(at(more));
        expect(at(0)).toBeLessThan(at(0.99));
      }),
    );
  });

  test('does not come after the last one', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: pauses.length + 1, max: 1_000 }), share, (now, attempts, drawn) => {
        expect(nextAttempt(now, attempts, drawing(drawn))).toBeUndefined();
      }),
    );
  });
});

test('the pauses grow, and take about two days together', () => {
  expect([...pauses].toSorted((a, b) => a - b)).toEqual([...pauses]);
  const days = pauses.reduce((sum, pause) => sum + pause, 0) / 86_400_000;
  expect(days).toBeGreaterThan(1.5);
  expect(days).toBeLessThan(2.5);
});

test('a lease is longer than the longest request to the outside', () => {
  expect(lease).toBeGreaterThan(15_000 * 2);
});
