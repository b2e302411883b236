import type { Achievement, DefinedUlo, PublishedCurriculum } from '../curriculum/index.ts';
import { componentsShown, judge } from './judge.ts';
import { componentNotShown, type Missing, notPassed, stationMissing } from './missing.ts';
import { type AssessmentRecord, type LearnerRecords, oldestFirst } from './records.ts';
import { type Basis, measure, recordDays } from './yardstick.ts';

/** A badge that the records give a right to. */
export interface Earned {
  /** Names the record(s) it rests on: the same records always give the same key, and so the same award. */
  readonly recordKey: string;
  readonly awardedOn: string;
  readonly basis: readonly Basis[];
}

/** What the records of a learner mean for one achievement. */
export interface Decision {
  readonly achievement: Achievement;
  readonly earned: readonly Earned[];
  /** A yardstick that is met, waiting for an assessor to confirm what no record can show. */
  readonly proposed?: Earned;
  /** What is missing when nothing was earned or proposed. */
  readonly missing: readonly Missing[];
}

/**
 * Decides what a learner has earned. Pure: the same curriculum and records always give the same decisions, in whatever order the records
 * come, so that it can be run again at any time. Rules are data of the curriculum (architecture.md §3); this only reads them.
 * @param older achievements of earlier versions of ULOs, by which some of the records were judged
 */
export function earn(
  curriculum: PublishedCurriculum,
  records: LearnerRecords,
  older: readonly Achievement[] = [],
): Decision[] {
  const ordered = oldestFirst(records);
  return [...curriculum.achievements.values(), ...older].map((achievement) =>
    decide(achievement, curriculum, ordered, older),
  );
}

function decide(
  achievement: Achievement,
  curriculum: PublishedCurriculum,
  records: LearnerRecords,
  older: readonly Achievement[],
): Decision {
  switch (achievement.kind) {
    case 'station':
      return decideStation(achievement, records);
    case 'ulo':
      return decideUlo(achievement, records);
    case 'partial-ulo':
      return decidePartOfUlo(achievement, records);
    case 'line':
    case 'scheme':
      return decideYardstick(achievement, curriculum, records, older);
  }
}

/** The key of a badge that rests on several records. */
export function keyOfBasis(basis: readonly Basis[]): string {
  return `records:${basis
    .map((each) => each.id)
    .toSorted()
    .join(',')}`;
}

/** Whether a badge rests on several records together: then it is held once, however many more records there are. */
export function restsOnSeveral({ recordKey }: Pick<Earned, 'recordKey'>): boolean {
  return recordKey.startsWith('records:');
}

/** A station badge is earned by completing the station; a skipped one gives none. */
function decideStation(achievement: Achievement, { completions }: LearnerRecords): Decision {
  const ref = achievement.definition.station?.ref ?? '';
  const taken = completions.filter((each) => each.stationRef === ref);
  const earned = taken
    .filter((each) => each.status === 'completed')
    .map((each) => ({
      recordKey: `completion:${each.id}`,
      awardedOn: each.completedOn,
      basis: [{ kind: 'completion' as const, id: each.id, on: each.completedOn }],
    }));
  const missing =
    earned.length > 0 ? [] : [stationMissing(taken.length > 0 ? 'station-skipped' : 'station-not-completed', ref)];
  return { achievement, earned, missing };
}

/** A ULO badge is earned by an assessment in which every criterion is at or above its required level. */
function decideUlo(achievement: Achievement, { assessments }: LearnerRecords): Decision {
  const ulo = achievement.definition.ulos[0];
  if (ulo === undefined) return { achievement, earned: [], missing: [] };
  const judged = assessments.filter((each) => each.uloRef === ulo.ref && each.uloVersion === ulo.version);
  const earned = judged.filter((each) => each.passed).map(byAssessment);
  return { achievement, earned, missing: earned.length > 0 ? [] : whyNotPassed(ulo, judged.at(-1)) };
}

function whyNotPassed(ulo: DefinedUlo, newest: AssessmentRecord | undefined): Missing[] {
  if (newest !== undefined) return notPassed(ulo.ref, judge(ulo, newest.criteria).shortfalls);
  return [{ code: 'ulo-not-assessed', ulo: ulo.ref, detail: `${ulo.ref} has not been assessed.` }];
}

/**
 * A part of a ULO is proven by one assessment that shows all its components, or by assessments and partial proofs that together do.
 */
function decidePartOfUlo(achievement: Achievement, { assessments, partialProofs }: LearnerRecords): Decision {
  const ulo = achievement.definition.ulos[0];
  const wanted = achievement.definition.componentRefs ?? [];
  if (ulo === undefined || wanted.length === 0) return { achievement, earned: [], missing: [] };
  const judged = assessments
    .filter((each) => each.uloRef === ulo.ref && each.uloVersion === ulo.version)
    .map((record) => ({ record, shown: componentsShown(ulo, record.criteria) }));
  const showsAll = ({ shown }: { shown: ReadonlySet<string> }) => wanted.every((component) => shown.has(component));
  const sources: Source[] = [
    ...judged
      .filter((each) => !showsAll(each) && each.record.standing === 'holds')
      .map(({ record, shown }) => ({
        basis: { kind: 'assessment' as const, id: record.id, on: record.judgedOn },
        shown,
      })),
    ...partialProofs
      .filter((each) => each.uloRef === ulo.ref && (each.level ?? ulo.targetSkillLevel) >= ulo.targetSkillLevel)
      .map((proof) => ({
        basis: { kind: 'partial-proof' as const, id: proof.id, on: proof.issuedOn },
        shown: new Set(proof.components),
      })),
  ];
  const together = sourcesThatCover(wanted, sources);
  const earned = [
    ...judged.filter(showsAll).map(({ record }) => byAssessment(record)),
    ...(together ? [together] : []),
  ];
  const missing = wanted.filter((component) => !sources.some(({ shown }) => shown.has(component)));
  return {
    achievement,
    earned,
    missing: earned.length > 0 ? [] : missing.map((component) => componentNotShown(ulo.ref, component)),
  };
}

interface Source {
  readonly basis: Basis;
  readonly shown: ReadonlySet<string>;
}

/** The oldest sources that together show all components. */
function sourcesThatCover(wanted: readonly string[], sources: readonly Source[]): Earned | undefined {
  const open = new Set(wanted);
  const basis: Basis[] = [];
  for (const source of sources.toSorted((a, b) => (a.basis.on < b.basis.on ? -1 : a.basis.on > b.basis.on ? 1 : 0))) {
    const adds = [...source.shown].filter((component) => open.delete(component));
    if (adds.length === 0) continue;
    basis.push(source.basis);
    if (open.size === 0) return { recordKey: keyOfBasis(basis), awardedOn: source.basis.on, basis };
  }
  return undefined;
}

/**
 * A line badge is earned on the first day on which its yardstick is met; a scheme badge is then proposed, because a person has to confirm
 * the rest. What was met stays met: later records neither move the day nor undo it.
 */
function decideYardstick(
  achievement: Achievement,
  curriculum: PublishedCurriculum,
  records: LearnerRecords,
  older: readonly Achievement[],
): Decision {
  const { yardstick } = achievement.definition;
  if (yardstick === undefined) return { achievement, earned: [], missing: [] };
  const days = recordDays(yardstick, records);
  for (const day of days) {
    const { missing, basis } = measure(yardstick, curriculum, records, day, older);
    if (missing.length > 0) continue;
    const earned: Earned = { recordKey: keyOfBasis(basis), awardedOn: day, basis };
    const needsPerson = achievement.kind === 'scheme' || yardstick.requires.extra.length > 0;
    return needsPerson
      ? { achievement, earned: [], proposed: earned, missing: [] }
      : { achievement, earned: [earned], missing: [] };
  }
  const { missing } = measure(yardstick, curriculum, records, days.at(-1) ?? '9999-12-31', older);
  return { achievement, earned: [], missing };
}

function byAssessment(each: AssessmentRecord): Earned {
  return {
    recordKey: `assessment:${each.id}`,
    awardedOn: each.judgedOn,
    basis: [{ kind: 'assessment', id: each.id, on: each.judgedOn }],
  };
}
