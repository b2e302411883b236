import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { faultsOfIssues } from './request-shape.ts';

function faultsOf(shape: z.ZodType, value: unknown, inBody = true) {
  const { error } = shape.safeParse(value);
  return faultsOfIssues(error?.issues ?? [], inBody).map(
    ({ pointer, parameter, code }) => `${code} ${pointer ?? parameter}`,
  );
}

test('each unknown member is a fault of its own, in its place', () => {
  const shape = z.strictObject({ inner: z.strictObject({}) });
  expect(faultsOf(shape, { inner: { a: 1, 'b/c': 2 } })).toEqual([
    'unrecognized_keys #/inner/a',
    'unrecognized_keys #/inner/b~1c',
  ]);
});

describe('a union', () => {
  const text = z.union([z.string(), z.strictObject({ nl: z.string().optional(), en: z.string().max(3).optional() })]);

  test('is explained by the branch that fits best, not as "invalid input"', () => {
    expect(faultsOf(z.object({ name: text }), { name: { en: 'too long' } })).toEqual(['too_big #/name/en']);
    expect(faultsOf(z.object({ name: text }), { name: { de: 'x' } })).toContain('unrecognized_keys #/name/de');
  });

  test('inside a union too', () => {
    const nested = z.union([z.number(), z.object({ deep: z.union([z.boolean(), z.object({ x: z.string() })]) })]);
    expect(faultsOf(nested, { deep: { x: 1 } })).toEqual(['invalid_type #/deep/x']);
  });

  test('that fits nowhere points at itself', () => {
    expect(faultsOf(z.object({ name: text }), { name: 1 })[0]).toMatch(/ #\/name$/);
    expect(faultsOf(z.object({ name: text }), {})[0]).toMatch(/ #\/name$/);
  });

  test('told apart by a member names that member', () => {
    const kinds = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a') }),
      z.object({ kind: z.literal('b') }),
    ]);
    expect(faultsOf(kinds, { kind: 'c' })).toEqual(['invalid_union #/kind']);
  });
});

test('a fault outside the body names the parameter', () => {
  expect(faultsOf(z.strictObject({ limit: z.coerce.number() }), { limit: 'x', page: 1 }, false)).toEqual([
    'invalid_type limit',
    'unrecognized_keys page',
  ]);
});

test('of very many faults the first fifty are told', () => {
  expect(
    faultsOf(
      z.array(z.string()),
      Array.from({ length: 500 }, () => 1),
    ),
  ).toHaveLength(50);
});
