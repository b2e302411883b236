import type { Achievement, DefinedUlo, DefinedYardstick, PublishedCurriculum } from '../curriculum/index.ts';
import { addDuration } from './duration.ts';
import { componentsShown, judge } from './judge.ts';
import { componentNotShown, type Missing, notPassed, stationMissing } from './missing.ts';
import { type AssessmentRecord, type CompletionRecord, type LearnerRecords, oldestFirst } from './records.ts';

/** A record that a badge rests on. */
export type Basis = {
  readonly kind: 'completion' | 'assessment' | 'partial-proof';
  readonly id: string;
  readonly on: string;
};

/** How a learner's records lie along a yardstick (langs de meetlat). */
export interface Measurement {
  readonly missing: readonly Missing[];
  readonly basis: readonly Basis[];
}

type Required = DefinedYardstick['requires']['ulos'][number];

/** Finds the version of a ULO by which a record was judged. */
type UloOf = (record: Pick<AssessmentRecord, 'uloRef' | 'uloVersion'>) => DefinedUlo | undefined;

/**
 * Lays the records of a learner along a yardstick.
 * @param asOf the day on which it must hold: later records do not exist yet, and ages are counted back from it
 * @param older achievements of earlier versions of ULOs, by which some of the records were judged
 */
export function measure(
  yardstick: DefinedYardstick,
  curriculum: PublishedCurriculum,
  records: LearnerRecords,
  asOf: string,
  older: readonly Achievement[] = [],
): Measurement {
  const known = oldestFirst(records, asOf);
  const stations = measureStations(yardstick, known.completions);
  const excused = excusedUlos(yardstick, stations, curriculum);
  const versions = [...curriculum.ulos.values(), ...older.flatMap(({ definition }) => definition.ulos)];
  const uloOf: UloOf = ({ uloRef, uloVersion }) =>
    versions.find((ulo) => ulo.ref === uloRef && ulo.version === uloVersion);
  const ulos = yardstick.requires.ulos
    .filter(({ uloRef }) => !excused.has(uloRef))
    .map((required) => {
      const oldest = required.maxAge === undefined ? '0000-01-01' : addDuration(asOf, required.maxAge, -1);
      const ulo = curriculum.ulos.get(required.uloRef);
      return measureUlo(required, yardstick.requires.acceptsPartialProofs, ulo, known, oldest, uloOf);
    });
  return {
    missing: [...stations.missing, ...ulos.flatMap((ulo) => ulo.missing)],
    basis: [...stations.basis, ...ulos.flatMap((ulo) => ulo.basis)],
  };
}

/** The days of the records that a yardstick looks at, the oldest first: one of them is the day on which it was first met. */
export function recordDays({ requires }: DefinedYardstick, records: LearnerRecords): string[] {
  const stations = new Set(requires.stations);
  const ulos = new Set(requires.ulos.map(({ uloRef }) => uloRef));
  const days = [
    ...records.completions.filter((each) => stations.has(each.stationRef)).map((each) => each.completedOn),
    ...records.assessments.filter((each) => ulos.has(each.uloRef)).map((each) => each.judgedOn),
    ...(requires.acceptsPartialProofs ? records.partialProofs : [])
      .filter((each) => ulos.has(each.uloRef))
      .map((each) => each.issuedOn),
  ];
  return [...new Set(days)].toSorted();
}

interface StationMeasurement extends Measurement {
  readonly skipped: readonly string[];
}

function measureStations({ requires }: DefinedYardstick, completions: readonly CompletionRecord[]): StationMeasurement {
  const missing: Missing[] = [];
  const basis: Basis[] = [];
  const skipped: string[] = [];
  for (const station of requires.stations) {
    const taken = completions.filter((each) => each.stationRef === station);
    const records = taken.filter((each) => each.standing === 'holds');
    const completed = records.find((each) => each.status === 'completed');
    const skips = records.filter((each) => each.status === 'skipped');
    const skip = skips.find((each) => each.skipReason !== null) ?? skips[0];
    if (completed !== undefined) {
      basis.push({ kind: 'completion', id: completed.id, on: completed.completedOn });
    } else if (skip === undefined) {
      missing.push(stationMissing(taken.length > 0 ? 'station-withdrawn' : 'station-not-completed', station));
    } else if (requires.skipNeedsReason && skip.skipReason === null) {
      missing.push(stationMissing('skip-without-reason', station));
    } else if (skipped.length === requires.mayBeSkipped) {
      missing.push(stationMissing('too-many-skipped', station));
    } else {
      skipped.push(station);
      basis.push({ kind: 'completion', id: skip.id, on: skip.completedOn });
    }
  }
  return { missing, basis, skipped };
}

/**
 * A station that may be skipped takes its ULOs with it, unless another station of the same line addresses them: otherwise the
 * permission to skip would be worth nothing (concept page: skipping is always allowed, and the line's rule says what it costs).
 */
function excusedUlos(
  { requires }: DefinedYardstick,
  { skipped }: StationMeasurement,
  curriculum: PublishedCurriculum,
): Set<string> {
  const ulosOf = (station: string) => curriculum.stations.get(station)?.uloRefs ?? [];
  const addressed = new Set(requires.stations.filter((station) => !skipped.includes(station)).flatMap(ulosOf));
  return new Set(skipped.flatMap(ulosOf).filter((ulo) => !addressed.has(ulo)));
}

function measureUlo(
  required: Required,
  acceptsPartial: boolean,
  ulo: DefinedUlo | undefined,
  records: LearnerRecords,
  oldest: string,
  uloOf: UloOf,
): Measurement {
  const { uloRef, minLevel } = required;
  const assessments = records.assessments.filter((each) => each.uloRef === uloRef);
  const counting = assessments.filter((each) => each.standing === 'holds' && each.judgedOn >= oldest);
  const proofs = acceptsPartial
    ? records.partialProofs.filter((each) => each.uloRef === uloRef && each.issuedOn >= oldest)
    : [];
  const proofBasis = proofs.map((proof): Basis => ({ kind: 'partial-proof', id: proof.id, on: proof.issuedOn }));

  const good = counting.find((each) => each.passed && (each.level ?? 0) >= minLevel);
  if (good !== undefined) return { missing: [], basis: [byAssessment(good), ...proofBasis] };
  if (ulo === undefined || proofs.length === 0)
    return { missing: whyNot(required, assessments, oldest, uloOf), basis: [] };

  // No assessment is enough by itself: what the proofs show and what assessments show are added up.
  const ofThisVersion = counting
    .filter((each) => each.uloVersion === ulo.version)
    .map((record) => ({ record, shown: componentsShown(ulo, record.criteria, minLevel) }))
    .filter(({ shown }) => shown.size > 0);
  const shown = new Set([
    ...proofs.filter((proof) => (proof.level ?? ulo.targetSkillLevel) >= minLevel).flatMap((proof) => proof.components),
    ...ofThisVersion.flatMap((each) => [...each.shown]),
  ]);
  const lacking = ulo.componentRefs.filter((component) => !shown.has(component));
  if (lacking.length === 0)
    return { missing: [], basis: [...ofThisVersion.map(({ record }) => byAssessment(record)), ...proofBasis] };
  if (assessments.length === 0)
    return { missing: lacking.map((component) => componentNotShown(uloRef, component)), basis: [] };
  return { missing: whyNot(required, assessments, oldest, uloOf), basis: [] };
}

function byAssessment({ id, judgedOn }: AssessmentRecord): Basis {
  return { kind: 'assessment', id, on: judgedOn };
}

/** The nearest reason: what the newest assessment lacks. */
function whyNot(
  { uloRef, minLevel }: Required,
  assessments: readonly AssessmentRecord[],
  oldest: string,
  uloOf: UloOf,
): Missing[] {
  const newest = assessments.at(-1);
  if (newest === undefined)
    return [{ code: 'ulo-not-assessed', ulo: uloRef, detail: `${uloRef} has not been assessed.` }];
  if (newest.standing !== 'holds') {
    const detail = `The badge for ${uloRef} was ${newest.standing}, so it does not count.`;
    return [{ code: 'proof-withdrawn', ulo: uloRef, detail }];
  }
  if (!newest.passed) {
    const judgedBy = uloOf(newest);
    return notPassed(uloRef, judgedBy === undefined ? [] : judge(judgedBy, newest.criteria).shortfalls);
  }
  const reached = newest.level ?? 0;
  if (reached < minLevel) {
    const detail = `${uloRef} was shown at level ${reached}; level ${minLevel} is asked for.`;
    return [{ code: 'level-too-low', ulo: uloRef, reached, required: minLevel, detail }];
  }
  const detail = `${uloRef} was shown on ${newest.judgedOn}; nothing before ${oldest} counts.`;
  return [{ code: 'proof-too-old', ulo: uloRef, detail }];
}
