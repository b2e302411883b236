import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../platform/record.ts';
import type { AchievementDefinition } from './achievement-definition.ts';
import { defineAchievements } from './define/achievements.ts';
import { defineParts } from './define/parts.ts';
import { exampleCurriculum } from './example.ts';
import { planAchievements, type StoredAchievement } from './plan-achievements.ts';
import { lookup } from './rules/lookup.ts';
import { curriculumDocument } from './schema/document.ts';

const curriculum = curriculumDocument.parse(exampleCurriculum);
const items = lookup(curriculum);
const [station, ulo] = defineAchievements(curriculum, items, defineParts(curriculum, items));
if (station === undefined || ulo === undefined) throw new Error('the example has two badges');

const asStored = (definition: AchievementDefinition, version: number, superseded = false): StoredAchievement => ({
  id: `${definition.ref} ${version}`,
  ref: definition.ref,
  version,
  kind: definition.kind,
  digest: digestOf(definition),
  supersededAt: superseded ? new Date(0) : null,
});

const told = (definitions: AchievementDefinition[], stored: StoredAchievement[]) =>
  planAchievements(definitions, stored).map((step) =>
    step.do === 'add' ? `add ${step.definition.ref} ${step.version}` : `${step.do} ${step.stored.id}`,
  );

test('a new badge gets version 1', () => {
  expect(told([station], [])).toEqual(['add badge:ST-01 1']);
});

test('a badge that means the same stays as it is', () => {
  expect(told([station, ulo], [asStored(station, 3), asStored(ulo, 1)])).toEqual([]);
});

test('a badge that means something else gets the next version, and the one before is superseded', () => {
  const before = asStored({ ...ulo, validFor: 'P1Y' }, 4);
  expect(told([ulo], [before])).toEqual(['add badge:BR-01 5', 'supersede badge:BR-01 4']);
});

test('a badge that is no longer defined is withdrawn, once', () => {
  expect(told([], [asStored(ulo, 2)])).toEqual(['withdraw badge:BR-01 2']);
  expect(told([], [asStored(ulo, 2, true)])).toEqual([]);
});

test('a withdrawn badge that comes back unchanged is the same version again', () => {
  expect(told([ulo], [asStored(ulo, 2, true)])).toEqual(['revive badge:BR-01 2']);
  expect(told([ulo], [asStored({ ...ulo, code: 'X' }, 2, true)])).toEqual(['add badge:BR-01 3']);
});

test('any other value of any member makes a new version', () => {
  const members = Object.keys(ulo);
  fc.assert(
    fc.property(fc.constantFrom(...members), fc.string(), (member, value) => {
      const other = { ...ulo, [member]: value };
      fc.pre(digestOf(other) !== digestOf(ulo));
      expect(told([other], [asStored(ulo, 1)]).map((one) => one.split(' ')[0])).toContain('add');
    }),
  );
});
