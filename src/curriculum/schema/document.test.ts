import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultsOfIssues } from '../../platform/request-shape.ts';
import { exampleCurriculum } from '../example.ts';
import { checkCurriculum } from '../rules/check.ts';
import { curriculumDocument } from './document.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
const [station] = exampleCurriculum.stations;
const [ulo] = exampleCurriculum.ulos;
const [badge] = exampleCurriculum.badges;
const [skill] = exampleCurriculum.skills;

const pointers = (document: unknown) =>
  faultsOfIssues(curriculumDocument.safeParse(document).error?.issues ?? []).map(({ pointer }) => pointer);

describe('a curriculum document', () => {
  test.each(['catalogues/sample-academy.json', 'tests/data/other-academy.json'])('%s is one', (path) => {
    expect(pointers(read(path))).toEqual([]);
  });

  test('the example of the API is one, and breaks no rule', () => {
    expect(checkCurriculum(curriculumDocument.parse(exampleCurriculum))).toEqual([]);
  });

  const withStation = (change: object) => ({ ...exampleCurriculum, stations: [{ ...station, ...change }] });
  const withUlo = (change: object) => ({ ...exampleCurriculum, ulos: [{ ...ulo, ...change }] });
  const withBadge = (change: object) => ({ ...exampleCurriculum, badges: [{ ...badge, ...change }] });
  const withSkill = (change: object) => ({ ...exampleCurriculum, skills: [{ ...skill, ...change }] });
  const alignment = {
    targetFramework: 'ESCO',
    targetType: 'ext:ESCOSkill',
    targetUrl: 'http://esco.example/1',
    targetName: 'x',
  };

  test.each([
    ['no academy', { ...exampleCurriculum, academy: undefined }, '#/academy'],
    ['a section we do not know', { ...exampleCurriculum, teachers: [] }, '#/teachers'],
    ['a member we do not know', withStation({ price: 3 }), '#/stations/0/price'],
    ['a ULO that names a station', withUlo({ stationId: 'station:ST-01' }), '#/ulos/0/stationId'],
    ['a ninth station type', withStation({ type: 'Q' }), '#/stations/0/type'],
    ['a text without a language', withStation({ title: {} }), '#/stations/0/title'],
    ['a text in a third language', withStation({ title: { de: 'Brot' } }), '#/stations/0/title/de'],
    ['a control character', withStation({ title: { nl: 'brood\u0007' } }), '#/stations/0/title/nl'],
    ['a text that never ends', withStation({ title: { nl: 'x'.repeat(301) } }), '#/stations/0/title/nl'],
    ['skill level 6', withUlo({ targetSkillLevel: 6 }), '#/ulos/0/targetSkillLevel'],
    ['EQF level 9', withUlo({ eqfLevel: 9 }), '#/ulos/0/eqfLevel'],
    ['an EQF level with a plus', withUlo({ eqfLevel: '4+' }), '#/ulos/0/eqfLevel'],
    ['a role level of our own', withUlo({ roleLevel: 'BAAS' }), '#/ulos/0/roleLevel'],
    ['a duration in words', withBadge({ validFor: '3 years' }), '#/badges/0/validFor'],
    ['a duration in hours', withBadge({ validFor: 'PT5H' }), '#/badges/0/validFor'],
    ['an achievement type of our own', withBadge({ achievementType: 'Nanobadge' }), '#/badges/0/achievementType'],
    ['a relative skill URI', withSkill({ uri: 'skills/deeg' }), '#/skills/0/uri'],
    ['a script as a URI', withSkill({ uri: 'javascript:alert(1)' }), '#/skills/0/uri'],
    [
      'a relative concept URI',
      withSkill({ alignments: [{ ...alignment, targetUrl: '/1' }] }),
      '#/skills/0/alignments/0/targetUrl',
    ],
    [
      'a target type without ext:',
      withSkill({ alignments: [{ ...alignment, targetType: 'ESCO' }] }),
      '#/skills/0/alignments/0/targetType',
    ],
    ['a date that does not exist', withUlo({ publishedOn: '2026-02-30' }), '#/ulos/0/publishedOn'],
    [
      'more experts than we read',
      { ...exampleCurriculum, experts: Array(2_001).fill({ id: 'e', name: 'e' }) },
      '#/experts',
    ],
  ])('is refused with %s', (_, document, pointer) => {
    expect(pointers(document)).toContain(pointer);
  });

  test('texts are composed inside, so that equal words are equal', () => {
    const decomposed = 'Gesprekkencafe\u0301';
    const { stations } = curriculumDocument.parse(withStation({ title: { nl: decomposed } }));
    expect(stations[0]?.title.nl).toBe('Gesprekkencafé'.normalize('NFC'));
  });
});
