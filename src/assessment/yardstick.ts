import type { DefinedUlo, DefinedYardstick, PublishedCurriculum } from '../curriculum/index.ts';
import { addDuration } from './duration.ts';
import { componentsShown, judge } from './judge.ts';
import { criterionBelowRequired, type Missing, stationMissing } from './missing.ts';
import type { AssessmentRecord, CompletionRecord, LearnerRecords } from './records.ts';

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

/**
 * Lays the records of a learner along a yardstick.
 * @param asOf the day on which it must hold; ages are counted back from it
 */
export function measure(
  yardstick: DefinedYardstick,
  curriculum: PublishedCurriculum,
  records: LearnerRecords,
  asOf: string,
): Measurement {
  const stations = measureStations(yardstick, records.completions);
  const excused = excusedUlos(yardstick, stations, curriculum);
  const ulos = yardstick.requires.ulos
    .filter(({ uloRef }) => !excused.has(uloRef))
    .map((required) =>
      measureUlo(
        required,
        yardstick.requires.acceptsPartialProofs,
        curriculum.ulos.get(required.uloRef),
        records,
        asOf,
      ),
    );
  return {
    missing: [...stations.missing, ...ulos.flatMap((ulo) => ulo.missing)],
    basis: [...stations.basis, ...ulos.flatMap((ulo) => ulo.basis)],
  };
}

/** The newest day among the records that a yardstick looks at: the day on which it can first have been met. */
export function newestRecord(yardstick: DefinedYardstick, records: LearnerRecords): string | undefined {
  const stations = new Set(yardstick.requires.stations);
  const ulos = new Set(yardstick.requires.ulos.map(({ uloRef }) => uloRef));
  const days = [
    ...records.completions.filter((each) => stations.has(each.stationRef)).map((each) => each.completedOn),
    ...records.assessments.filter((each) => ulos.has(each.uloRef)).map((each) => each.judgedOn),
    ...(yardstick.requires.acceptsPartialProofs ? records.partialProofs : [])
      .filter((each) => ulos.has(each.uloRef))
      .map((each) => each.issuedOn),
  ];
  return days.toSorted().at(-1);
}

interface StationMeasurement extends Measurement {
  readonly skipped: readonly string[];
}

function measureStations({ requires }: DefinedYardstick, completions: readonly CompletionRecord[]): StationMeasurement {
  const missing: Missing[] = [];
  const basis: Basis[] = [];
  const skipped: string[] = [];
  for (const station of requires.stations) {
    const records = completions.filter((each) => each.stationRef === station && each.standing === 'holds');
    const completed = records.find((each) => each.status === 'completed');
    const skip = records.find((each) => each.status === 'skipped');
    if (completed !== undefined) {
      basis.push({ kind: 'completion', id: completed.id, on: completed.completedOn });
    } else if (skip === undefined) {
      missing.push(stationMissing('station-not-completed', station));
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
  asOf: string,
): Measurement {
  const oldest = required.maxAge === undefined ? '0000-01-01' : addDuration(asOf, required.maxAge, -1);
  const assessments = records.assessments.filter((each) => each.uloRef === required.uloRef);
  const proofs = acceptsPartial
    ? records.partialProofs.filter((each) => each.uloRef === required.uloRef && each.issuedOn >= oldest)
    : [];
  const proofBasis = proofs.map((proof): Basis => ({ kind: 'partial-proof', id: proof.id, on: proof.issuedOn }));

  const good = assessments.find(
    (each) =>
      each.standing === 'holds' && each.passed && (each.level ?? 0) >= required.minLevel && each.judgedOn >= oldest,
  );
  if (good !== undefined)
    return { missing: [], basis: [{ kind: 'assessment', id: good.id, on: good.judgedOn }, ...proofBasis] };

  if (ulo !== undefined && proofs.length > 0) {
    const counting = assessments.filter(
      (each) => each.standing === 'holds' && each.judgedOn >= oldest && each.uloVersion === ulo.version,
    );
    const shown = new Set([
      ...proofs
        .filter((proof) => (proof.level ?? ulo.targetSkillLevel) >= required.minLevel)
        .flatMap((proof) => proof.components),
      ...counting.flatMap((each) => [...componentsShown(ulo, each.criteria)]),
    ]);
    const lacking = ulo.componentRefs.filter((component) => !shown.has(component));
    if (lacking.length === 0) {
      return {
        missing: [],
        basis: [
          ...counting.map((each): Basis => ({ kind: 'assessment', id: each.id, on: each.judgedOn })),
          ...proofBasis,
        ],
      };
    }
    if (assessments.length === 0)
      return { missing: lacking.map((component) => componentMissing(required.uloRef, component)), basis: [] };
  }
  return { missing: whyNot(required, ulo, assessments, oldest), basis: [] };
}

/** The nearest reason: what the newest assessment lacks. */
function whyNot(
  required: Required,
  ulo: DefinedUlo | undefined,
  assessments: readonly AssessmentRecord[],
  oldest: string,
): Missing[] {
  const newest = assessments.toSorted((a, b) => (a.judgedOn < b.judgedOn ? -1 : 1)).at(-1);
  const { uloRef, minLevel } = required;
  if (newest === undefined)
    return [{ code: 'ulo-not-assessed', ulo: uloRef, detail: `${uloRef} has not been assessed.` }];
  if (newest.standing !== 'holds') {
    return [
      {
        code: 'proof-withdrawn',
        ulo: uloRef,
        detail: `The badge for ${uloRef} was ${newest.standing}, so it does not count.`,
      },
    ];
  }
  if (!newest.passed) {
    return (ulo ? judge(ulo, newest.criteria).shortfalls : []).map((shortfall) =>
      criterionBelowRequired(uloRef, shortfall),
    );
  }
  const reached = newest.level ?? 0;
  if (reached < minLevel) {
    return [
      {
        code: 'level-too-low',
        ulo: uloRef,
        reached,
        required: minLevel,
        detail: `${uloRef} was shown at level ${reached}; level ${minLevel} is asked for.`,
      },
    ];
  }
  return [
    {
      code: 'proof-too-old',
      ulo: uloRef,
      detail: `${uloRef} was shown on ${newest.judgedOn}; nothing before ${oldest} counts.`,
    },
  ];
}

function componentMissing(ulo: string, component: string): Missing {
  return { code: 'component-not-shown', ulo, component, detail: `${component} of ${ulo} has not been shown.` };
}
