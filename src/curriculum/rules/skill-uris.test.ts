import { describe, expect, test } from 'vitest';
import { exampleCurriculum } from '../example.ts';
import { curriculumDocument } from '../schema/document.ts';
import { alignedUris, checkSkillUris } from './skill-uris.ts';

const concept = (url: string, targetFramework = 'ESCO', frameworkVersion = '1.1.1') => ({
  targetFramework,
  frameworkVersion,
  targetType: 'ext:ESCOSkill',
  targetUrl: url,
  targetName: 'a concept',
});

const [known, slip, elsewhere] = ['http://esco.example/1', 'http://esco.example/2', 'http://onet.example/1'];
const [first, second] = exampleCurriculum.skills;
const curriculum = curriculumDocument.parse({
  ...exampleCurriculum,
  skills: [
    { ...first, alignments: [concept(known), concept(slip)] },
    { ...second, alignments: [concept(elsewhere, 'O*NET', '29.2')] },
  ],
});

const entry = { catalogue: 'esco', version: '1.1.1' };
const codes = (...catalogue: [string, typeof entry & { retiredIn?: string }][]) =>
  checkSkillUris(curriculum, new Map(catalogue)).map(
    ({ code, path, severity }) => `${severity} ${code} ${path.join('/')}`,
  );

describe('concept URIs and the imported catalogue', () => {
  test('are asked for once each', () => expect(alignedUris(curriculum)).toEqual([known, slip, elsewhere]));

  test('nothing is said of a release that was not imported', () => expect(codes()).toEqual([]));

  test('a URI that the imported release does not have is warned about', () => {
    expect(codes([known, entry])).toEqual(['warning unknown-skill-uri skills/0/alignments/1/targetUrl']);
  });

  test('a concept that is gone in a later release is warned about', () => {
    expect(codes([known, { ...entry, retiredIn: '1.2.0' }], [slip, entry])).toEqual([
      'warning retired-skill-uri skills/0/alignments/0/targetUrl',
    ]);
  });
});
