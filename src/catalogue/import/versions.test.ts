import { expect, test } from 'vitest';
import { compareVersions } from './versions.ts';

test.each([
  ['1.1.1', '1.2.0'],
  ['1.9', '1.10'],
  ['1.0', '1.0.1'],
  ['29.2', '30.0'],
  ['2025-09', '2026-01'],
  ['1.0.x', '1.1.1'],
])('%s is earlier than %s', (earlier, later) => {
  expect(compareVersions(earlier, later)).toBeLessThan(0);
  expect(compareVersions(later, earlier)).toBeGreaterThan(0);
  expect(compareVersions(later, later)).toBe(0);
});
