import { describe, expect, test } from 'vitest';
import { sampleAcademy } from '../../tests/support/sample-academy.ts';
import { publishedOf } from '../../tests/support/sample-curriculum.ts';
import { componentsShown, judge } from './judge.ts';

const { ulos } = publishedOf(sampleAcademy);

function ulo(ref: string) {
  const found = ulos.get(ref);
  if (found === undefined) throw new Error(`no ${ref}`);
  return found;
}

/** Levels in the order of the rubric's criteria. */
const reached = (ref: string, ...levels: number[]) =>
  ulo(ref).rubric.criteria.flatMap(({ id }, index) => {
    const level = levels[index];
    return level === undefined ? [] : [{ criterion: id, level }];
  });

describe('judge', () => {
  test('passes when every criterion is exactly at its required level', () => {
    expect(judge(ulo('ulo:WP-04'), reached('ulo:WP-04', 3, 3))).toEqual({ passed: true, level: 3, shortfalls: [] });
  });

  test('one criterion one level short fails it, and names that criterion only', () => {
    expect(judge(ulo('ulo:WP-04'), reached('ulo:WP-04', 5, 2))).toEqual({
      passed: false,
      level: null,
      shortfalls: [{ criterion: 'criterion:WP-04-B', reached: 2, required: 3 }],
    });
  });

  test('an excellent criterion does not make up for a weak one: there is no average', () => {
    expect(judge(ulo('ulo:H2-04'), reached('ulo:H2-04', 3, 5)).shortfalls).toEqual([
      { criterion: 'criterion:H2-04-A', reached: 3, required: 4 },
    ]);
  });

  test('a criterion that was not judged counts as 0', () => {
    expect(judge(ulo('ulo:WP-04'), reached('ulo:WP-04', 4)).shortfalls).toEqual([
      { criterion: 'criterion:WP-04-B', reached: 0, required: 3 },
    ]);
  });

  test('passing proves the level of the ULO also where a criterion asks for less', () => {
    // WP-02 is a ULO of level 3 that asks 3 and 2.
    expect(judge(ulo('ulo:WP-02'), reached('ulo:WP-02', 3, 2)).level).toBe(3);
  });

  test('more than the level of the ULO is proven by the lowest criterion only', () => {
    expect(judge(ulo('ulo:WP-04'), reached('ulo:WP-04', 5, 4)).level).toBe(4);
    expect(judge(ulo('ulo:WP-04'), reached('ulo:WP-04', 5, 3)).level).toBe(3);
  });

  test('a criterion of another rubric changes nothing', () => {
    const levels = [...reached('ulo:WP-04', 3, 3), { criterion: 'criterion:EN-01-A', level: 0 }];
    expect(judge(ulo('ulo:WP-04'), levels).passed).toBe(true);
  });
});

describe('componentsShown', () => {
  test('shows the components whose criteria are met; knowledge without a criterion is never shown', () => {
    expect(componentsShown(ulo('ulo:WP-02'), reached('ulo:WP-02', 2, 2))).toEqual(new Set(['skill:meten']));
    expect(componentsShown(ulo('ulo:WP-02'), reached('ulo:WP-02', 3, 2))).toEqual(
      new Set(['skill:inregelen', 'skill:meten']),
    );
  });

  test('a component with two criteria needs both', () => {
    // Both criteria of H2-01 judge skill:info-h2.
    expect(componentsShown(ulo('ulo:H2-01'), reached('ulo:H2-01', 2, 1))).toEqual(new Set());
    expect(componentsShown(ulo('ulo:H2-01'), reached('ulo:H2-01', 1, 2))).toEqual(new Set());
    expect(componentsShown(ulo('ulo:H2-01'), reached('ulo:H2-01', 2, 2))).toEqual(new Set(['skill:info-h2']));
  });

  test('where more than the level of the ULO is asked for, the criteria have to reach that', () => {
    expect(componentsShown(ulo('ulo:WP-02'), reached('ulo:WP-02', 4, 3), 4)).toEqual(new Set(['skill:inregelen']));
    expect(componentsShown(ulo('ulo:WP-02'), reached('ulo:WP-02', 3, 2), 3).size).toBe(2);
  });
});
