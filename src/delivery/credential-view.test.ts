import { describe, expect, test } from 'vitest';
import { credentialContent } from './credential-view.ts';

const level = (place: number, more: object = {}) => ({
  id: `urn:level:${place}`,
  type: ['RubricCriterionLevel'],
  name: `Niveau ${place}`,
  description: `Kan het ${place} keer.`,
  level: String(place),
  ...more,
});
const rubric = (more: object = {}) => ({
  id: 'urn:criterion',
  type: ['ResultDescription'],
  name: 'Solderen',
  resultType: 'RubricCriterionLevel',
  requiredLevel: 'urn:level:2',
  rubricCriterionLevel: [level(1), level(2), level(3)],
  ...more,
});
const badge = (result: unknown, resultDescription: unknown, alignment: unknown = []) => ({
  credentialSubject: { result, achievement: { resultDescription, alignment } },
});
const reached = { type: ['Result'], resultDescription: 'urn:criterion', achievedLevel: 'urn:level:3' };

describe('what a badge of anybody says (Open Badges 3.0 §B.1)', () => {
  test('a result on a rubric, with the level that was reached and the one that is required', () => {
    const { criteria, results } = credentialContent(badge([reached], [rubric()]));
    expect(criteria).toMatchObject([{ name: 'Solderen', reachedLevel: 3, requiredLevel: 2 }]);
    expect(criteria[0]?.levels.map(({ level: number, name }) => [number, name])).toEqual([
      [1, 'Niveau 1'],
      [2, 'Niveau 2'],
      [3, 'Niveau 3'],
    ]);
    expect(results).toEqual([]);
  });

  test('one result and one description that are no lists', () => {
    expect(credentialContent(badge(reached, rubric())).criteria).toHaveLength(1);
  });

  test.each([
    ['that fall', [level(1, { level: '3' }), level(2, { level: '2' }), level(3, { level: '1' })]],
    ['that are words', [level(1, { level: 'laag' }), level(2), level(3)]],
    ['that are missing', [level(1, { level: undefined }), level(2), level(3)]],
  ])('levels with numbers %s are numbered by their place', (_name, rubricCriterionLevel) => {
    const [criterion] = credentialContent(badge([reached], [rubric({ rubricCriterionLevel })])).criteria;
    expect(criterion?.levels.map((each) => each.level)).toEqual([1, 2, 3]);
    expect(criterion?.reachedLevel).toBe(3);
  });

  test('a criterion that requires nothing', () => {
    const [criterion] = credentialContent(badge([reached], [rubric({ requiredLevel: undefined })])).criteria;
    expect(criterion).not.toHaveProperty('requiredLevel');
  });

  test('a rubric of too many levels, and any other result, are told as name and value', () => {
    const many = rubric({ rubricCriterionLevel: Array.from({ length: 12 }, (_, index) => level(index + 1)) });
    expect(credentialContent(badge([reached], [many]))).toMatchObject({
      criteria: [],
      results: [{ name: 'Solderen', value: 'Niveau 3' }],
    });
    const grade = { id: 'urn:grade', name: 'Cijfer', resultType: 'RawScore', valueMax: '10' };
    expect(credentialContent(badge([{ resultDescription: 'urn:grade', value: '8' }], [grade])).results).toEqual([
      { name: 'Cijfer', value: '8', most: '10' },
    ]);
  });

  test('a level that is in no rubric is not made up', () => {
    const elsewhere = { ...reached, achievedLevel: 'urn:level:9' };
    expect(credentialContent(badge([elsewhere], [rubric()]))).toMatchObject({ criteria: [], results: [] });
    expect(credentialContent(badge([{ ...reached, achievedLevel: undefined }], [rubric()])).criteria).toEqual([]);
    expect(credentialContent({})).toEqual({ criteria: [], results: [], skills: [] });
  });

  test('entries of skill catalogues, without what is none', () => {
    const entry = (targetType: string | undefined, targetName: string) => ({
      targetName,
      targetUrl: 'https://skills.example/1',
      ...(targetType !== undefined && { targetType }),
    });
    const { skills } = credentialContent(
      badge(
        [],
        [],
        [
          { ...entry('ext:ESCOSkill', 'solder'), targetDescription: 'solderen', targetFramework: 'ESCO' },
          entry('ceasn:Competency', 'weld'),
          entry(undefined, 'glue'),
          entry('ext:EQF', 'EQF 4'),
          entry('ceterms:Credential', 'Diploma'),
          entry('CFRubricCriterion', 'Row'),
          { targetUrl: 'https://skills.example/nameless' },
        ],
      ),
    );
    expect(skills.map(({ label, concepts: [concept] }) => [label, concept?.label, concept?.catalogue])).toEqual([
      ['solderen', 'solder', 'ESCO'],
      ['weld', 'weld', 'skills.example'],
      ['glue', 'glue', 'skills.example'],
    ]);
  });
});
