import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { effectiveCurriculum, type LastPublished } from './effective.ts';
import { checkStillNeeded } from './rules/still-needed.ts';
import { type Curriculum, curriculumDocument } from './schema/document.ts';

const text = readFileSync(new URL('../../catalogues/sample-academy.json', import.meta.url), 'utf8');
const sample: Curriculum = curriculumDocument.parse(JSON.parse(text));

const byId = <Item extends { id: string }>(items: readonly Item[]) => new Map(items.map((item) => [item.id, item]));
const never: LastPublished = {
  ulos: new Map(),
  rubrics: new Map(),
  stations: new Map(),
  lines: new Map(),
  yardsticks: new Map(),
};
const all: LastPublished = {
  ulos: byId(sample.ulos),
  rubrics: byId(sample.rubrics),
  stations: byId(sample.stations),
  lines: byId(sample.lines),
  yardsticks: byId(sample.yardsticks),
};

/** The sample academy in which WP-04 is being rewritten. */
const rewriting: Curriculum = {
  ...sample,
  ulos: sample.ulos.map((ulo) => (ulo.id === 'ulo:WP-04' ? { ...ulo, version: 2, status: 'draft' } : ulo)),
};

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('a ULO that never was published', () => {
  const { curriculum, stateOf } = effectiveCurriculum(rewriting, never);

  test('keeps back its rubric, its stations, their lines and the yardsticks that ask for it', () => {
    expect(stateOf('ulo', 'ulo:WP-04')).toBe('draft');
    expect(stateOf('rubric', 'rubric:WP-04')).toBe('draft');
    expect(stateOf('station', 'station:ST-05')).toBe('draft');
    expect(stateOf('line', 'line:WP')).toBe('draft');
    expect(stateOf('yardstick', 'yardstick:vp-warmtepomp')).toBe('draft');
    expect(stateOf('line', 'line:H2')).toBe('published');
  });

  test('keeps back exactly the badges that rest on it', () => {
    const kept = new Set(ids(curriculum.badges));
    expect(ids(sample.badges).filter((id) => !kept.has(id))).toEqual([
      'badge:ST-05',
      'badge:WP-04',
      'badge:line-WP',
      'badge:vp-warmtepomp',
    ]);
    expect(ids(curriculum.endorsements)).toEqual(['endorsement:2', 'endorsement:3']);
  });
});

describe('a ULO of which an earlier version is in force', () => {
  const { curriculum, stateOf } = effectiveCurriculum(rewriting, all);

  test('goes on being awarded in that version, with the rubric it had', () => {
    expect(curriculum.ulos.find(({ id }) => id === 'ulo:WP-04')).toBe(all.ulos.get('ulo:WP-04'));
    expect(curriculum.rubrics.find(({ uloId }) => uloId === 'ulo:WP-04')).toBe(all.rubrics.get('rubric:WP-04'));
    expect(ids(curriculum.badges)).toEqual(ids(sample.badges));
  });

  test('keeps nothing back', () => {
    expect(stateOf('station', 'station:ST-05')).toBe('published');
    expect(stateOf('line', 'line:WP')).toBe('published');
    expect(stateOf('ulo', 'ulo:WP-04')).toBe('draft');
  });

  test('needs its rubric also when the draft has another one', () => {
    const renamed = rewriting.rubrics.map((rubric) =>
      rubric.uloId === 'ulo:WP-04' ? { ...rubric, id: 'rubric:NEW' } : rubric,
    );
    const { curriculum: seen } = effectiveCurriculum({ ...rewriting, rubrics: renamed }, all);
    expect(ids(seen.rubrics)).toContain('rubric:WP-04');
    expect(ids(seen.rubrics)).not.toContain('rubric:NEW');
  });

  test('needs the skills it names to stay in the document', () => {
    const skills = sample.skills.filter(({ id }) => id !== 'skill:proefdraaien');
    const without: Curriculum = {
      ...rewriting,
      skills,
      ulos: rewriting.ulos.map((ulo) => ({ ...ulo, skills: ulo.skills.filter((id) => id !== 'skill:proefdraaien') })),
    };
    const { curriculum: seen } = effectiveCurriculum(without, all);
    expect(checkStillNeeded(seen, without)).toMatchObject([
      { code: 'still-needed', path: ['ulos', 4] },
      { code: 'still-needed', path: ['rubrics', 4] },
    ]);
    expect(checkStillNeeded(effectiveCurriculum(rewriting, all).curriculum, rewriting)).toEqual([]);
  });
});

test('a retired ULO is not awarded, and neither is its earlier version', () => {
  const retired: Curriculum = { ...sample, ulos: sample.ulos.map((ulo) => ({ ...ulo, status: 'retired' })) };
  const { curriculum, stateOf } = effectiveCurriculum(retired, all);
  expect(curriculum.ulos).toEqual([]);
  expect(stateOf('ulo', 'ulo:WP-04')).toBe('superseded');
  expect(stateOf('rubric', 'rubric:WP-04')).toBe('superseded');
});

test('a document without drafts is what is in force', () => {
  const { curriculum } = effectiveCurriculum(sample, never);
  expect(curriculum).toEqual({ ...sample, metroMap: undefined });
});
