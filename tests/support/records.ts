import { addDuration } from '../../src/assessment/duration.ts';
import type { LearnerRecords } from '../../src/assessment/index.ts';
import { judge } from '../../src/assessment/judge.ts';
import type { PublishedCurriculum } from '../../src/curriculum/index.ts';
import { sampleAcademy } from './sample-academy.ts';

type Completion = LearnerRecords['completions'][number];
type Assessment = LearnerRecords['assessments'][number];
type PartialProof = LearnerRecords['partialProofs'][number];

/** Records made by hand, for rules that need no database. Ids are readable on purpose. */
export const completed = (station: string, on: string, more: Partial<Completion> = {}): Completion => ({
  id: `completion of ${station} on ${on}`,
  stationRef: `station:${station}`,
  status: 'completed',
  skipReason: null,
  startedOn: null,
  completedOn: on,
  standing: 'holds',
  ...more,
});

export const skipped = (station: string, on: string, reason: string | null = 'known already'): Completion =>
  completed(station, on, { id: `skip of ${station} on ${on}`, status: 'skipped', skipReason: reason });

/** An assessment by the published rubric; `levels` in the order of its criteria. */
export function assessed(
  curriculum: PublishedCurriculum,
  code: string,
  on: string,
  levels: readonly number[],
  more: Partial<Assessment> = {},
): Assessment {
  const ulo = curriculum.ulos.get(`ulo:${code}`);
  if (ulo === undefined) throw new Error(`no ULO ${code}`);
  const criteria = ulo.rubric.criteria.map(({ id }, index) => ({ criterion: id, level: levels[index] ?? 0 }));
  const { passed, level } = judge(ulo, criteria);
  return {
    id: `assessment of ${code} on ${on}`,
    completionId: `completion on ${on}`,
    uloRef: ulo.ref,
    uloVersion: ulo.version,
    judgedOn: on,
    criteria,
    passed,
    level,
    standing: 'holds',
    ...more,
  };
}

export const proof = (
  code: string,
  on: string,
  components: readonly string[],
  more: Partial<PartialProof> = {},
): PartialProof => ({
  id: `proof of ${code} on ${on}`,
  uloRef: `ulo:${code}`,
  components,
  source: { kind: 'workplace', name: 'Workplace' },
  level: null,
  issuedOn: on,
  ...more,
});

export const records = (some: Partial<LearnerRecords> = {}): LearnerRecords => ({
  completions: [],
  assessments: [],
  partialProofs: [],
  ...some,
});

/** Everything that the sample academy has on record about one of its learners. */
export function sampleRecordsOf(curriculum: PublishedCurriculum, learnerId: string): LearnerRecords {
  const own = (section: string) =>
    sampleAcademy[section].filter((each: { learnerId: string }) => each.learnerId === learnerId);
  return {
    completions: own('completions').map((each: any) =>
      completed(each.stationId.slice('station:'.length), each.date, {
        id: each.id,
        status: each.status,
        skipReason: each.skipReason ?? null,
      }),
    ),
    assessments: own('assessments').map((each: any) =>
      assessed(
        curriculum,
        each.uloId.slice('ulo:'.length),
        each.date,
        each.scores.map(({ level }: { level: number }) => level),
        { id: each.id },
      ),
    ),
    partialProofs: own('partialProofs').map((each: any) =>
      proof(each.uloId.slice('ulo:'.length), each.issuedOn, each.componentIds, { id: each.id }),
    ),
  };
}

export const dayAfter = (day: string): string => addDuration(day, 'P1D');
export const dayBefore = (day: string): string => addDuration(day, 'P1D', -1);
