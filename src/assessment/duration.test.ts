import { describe, expect, test } from 'vitest';
import { addDuration } from './duration.ts';

describe('addDuration', () => {
  test.each([
    ['2026-06-03', 'P5Y', '2031-06-03'],
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2026-12-31', 'P1D', '2027-01-01'],
    ['2026-01-01', 'P2W', '2026-01-15'],
    ['2026-11-30', 'P3M', '2027-02-28'],
  ])('%s plus %s is %s', (day, duration, expected) => expect(addDuration(day, duration)).toBe(expected));

  test('goes back as well', () => expect(addDuration('2026-09-01', 'P3Y', -1)).toBe('2023-09-01'));

  test.each(['P', 'PT5H', '5Y', 'P5', ''])('refuses %j', (duration) => {
    expect(() => addDuration('2026-01-01', duration)).toThrow(RangeError);
  });
});
