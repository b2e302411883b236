import type { Achievement, PublishedCurriculum } from '../curriculum/index.ts';
import { componentsShown, judge } from './judge.ts';
import { criterionBelowRequired, type Missing, stationMissing } from './missing.ts';
import type { AssessmentRecord, LearnerRecords, PartialProofRecord } from './records.ts';
import { type Basis, measure, newestRecord } from './yardstick.ts';

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
  /** A scheme whose yardstick is met, waiting for an assessor to confirm what no record can show. */
  readonly proposed?: Earned;
  /** What is missing when nothing was earned or proposed. */
  readonly missing: readonly Missing[];
}

/**
 * Decides what a learner has earned. Pure: the same curriculum and records always give the same decisions, so that it can be run
 * again at any time. Rules are data of the curriculum (architecture.md §3); this only reads them.
 */
export function earn(curriculum: PublishedCurriculum, records: LearnerRecords): Decision[] {
  return [...curriculum.achievements.values()].map((achievement) => decide(achievement, curriculum, records));
}

function decide(achievement: Achievement, curriculum: PublishedCurriculum, records: LearnerRecords): Decision {
  switch (achievement.kind) {
    case 'station':
      return decideStation(achievement, records);
    case 'ulo':
      return decideUlo(achievement, records);
    case 'partial-ulo':
      return decidePartOfUlo(achievement, records);
    case 'line':
    case 'scheme':
      return decideYardstick(achievement, curriculum, records);
  }
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
  return { achievement, earned, missing: earned.length > 0 ? [] : whyNotPassed(achievement, judged) };
}

function whyNotPassed(achievement: Achievement, judged: readonly AssessmentRecord[]): Missing[] {
  const ulo = achievement.definition.ulos[0];
  const newest = judged.toSorted((a, b) => (a.judgedOn < b.judgedOn ? -1 : 1)).at(-1);
  if (ulo === undefined) return [];
  if (newest === undefined)
    return [{ code: 'ulo-not-assessed', ulo: ulo.ref, detail: `${ulo.ref} has not been assessed.` }];
  return judge(ulo, newest.criteria).shortfalls.map((shortfall) => criterionBelowRequired(ulo.ref, shortfall));
}

/** A part of a ULO is proven by one assessment that shows all its components, or by partial proofs that together do. */
function decidePartOfUlo(achievement: Achievement, { assessments, partialProofs }: LearnerRecords): Decision {
  const ulo = achievement.definition.ulos[0];
  const wanted = achievement.definition.componentRefs ?? [];
  if (ulo === undefined) return { achievement, earned: [], missing: [] };
  const judged = assessments.filter((each) => each.uloRef === ulo.ref && each.uloVersion === ulo.version);
  const earned = judged
    .filter((each) => wanted.every((component) => componentsShown(ulo, each.criteria).has(component)))
    .map(byAssessment);
  const covering = proofsThatCover(
    wanted,
    partialProofs.filter((each) => each.uloRef === ulo.ref && (each.level ?? 5) >= ulo.targetSkillLevel),
  );
  if (covering !== undefined) earned.push(covering);
  if (earned.length > 0) return { achievement, earned, missing: [] };
  const shown = new Set([
    ...judged.flatMap((each) => [...componentsShown(ulo, each.criteria)]),
    ...partialProofs.filter((each) => each.uloRef === ulo.ref).flatMap((each) => each.components),
  ]);
  const missing = wanted
    .filter((component) => !shown.has(component))
    .map(
      (component): Missing => ({
        code: 'component-not-shown',
        ulo: ulo.ref,
        component,
        detail: `${component} of ${ulo.ref} has not been shown.`,
      }),
    );
  return { achievement, earned, missing };
}

/** The oldest proofs that together show all components; the key names the one that completed the set. */
function proofsThatCover(wanted: readonly string[], proofs: readonly PartialProofRecord[]): Earned | undefined {
  const open = new Set(wanted);
  const basis: Basis[] = [];
  for (const proof of proofs) {
    if (!proof.components.some((component) => open.has(component))) continue;
    for (const component of proof.components) open.delete(component);
    basis.push({ kind: 'partial-proof', id: proof.id, on: proof.issuedOn });
    if (open.size === 0) return { recordKey: `partial-proof:${proof.id}`, awardedOn: proof.issuedOn, basis };
  }
  return undefined;
}

/** A line badge is earned when its yardstick is met; a scheme badge is then proposed, because a person has to confirm the rest. */
function decideYardstick(achievement: Achievement, curriculum: PublishedCurriculum, records: LearnerRecords): Decision {
  const { yardstick } = achievement.definition;
  const awardedOn = yardstick && newestRecord(yardstick, records);
  if (yardstick === undefined) return { achievement, earned: [], missing: [] };
  const { missing, basis } = measure(yardstick, curriculum, records, awardedOn ?? '9999-12-31');
  if (missing.length > 0 || awardedOn === undefined) return { achievement, earned: [], missing };
  const earned: Earned = { recordKey: yardstickKey(basis), awardedOn, basis };
  const needsPerson = achievement.kind === 'scheme' || yardstick.requires.extra.length > 0;
  return needsPerson
    ? { achievement, earned: [], proposed: earned, missing: [] }
    : { achievement, earned: [earned], missing: [] };
}

/** The key of a badge that rests on several records. */
function yardstickKey(basis: readonly Basis[]): string {
  return `yardstick:${basis
    .map((each) => each.id)
    .toSorted()
    .join(',')}`;
}

function byAssessment(each: AssessmentRecord): Earned {
  return {
    recordKey: `assessment:${each.id}`,
    awardedOn: each.judgedOn,
    basis: [{ kind: 'assessment', id: each.id, on: each.judgedOn }],
  };
}
