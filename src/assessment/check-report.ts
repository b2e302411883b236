import type { DefinedStation, DefinedUlo, PublishedCurriculum } from '../curriculum/index.ts';
import { type Fault, pointerTo, problem } from '../platform/problem.ts';
import type { AssessmentInput, CompletionReport } from './schema.ts';

/** A report whose names have been looked up in the published curriculum. */
export interface CheckedReport {
  readonly station: DefinedStation;
  /** One per `assessments[n]` of the report, in that order: the version by which it is judged. */
  readonly ulos: readonly DefinedUlo[];
}

/** Finds the version of a ULO that an assessment names; nothing when it was never published. */
export type FindVersion = (current: DefinedUlo, version: number) => DefinedUlo | undefined;

/**
 * Checks a report against what is published: the station exists, each ULO is one that the station addresses, each criterion of its rubric
 * has exactly one level, days are possible.
 * @param today the day now; nothing can be completed after it
 * @param findVersion for results that arrive after a new version was published
 * @throws {Problem} `rule-violated` with one fault per mistake
 */
export function checkReport(
  curriculum: PublishedCurriculum,
  report: CompletionReport,
  today: string,
  findVersion: FindVersion,
): CheckedReport {
  const faults: Fault[] = [];
  const fault = (path: PropertyKey[], code: string, detail: string) => {
    faults.push({ pointer: pointerTo(path), code, detail });
  };
  const station = find(curriculum.stations, report.station);
  if (station === undefined)
    fault(['station'], 'unknown-station', 'The code or reference of a published station was expected.');
  if (report.line !== undefined && find(curriculum.lines, report.line) === undefined) {
    fault(['line'], 'unknown-line', 'The code or reference of a published line was expected.');
  }
  if (report.completedOn > today) fault(['completedOn'], 'in-the-future', `A day until today (${today}) was expected.`);
  if (report.startedOn !== undefined && report.startedOn > report.completedOn) {
    fault(['startedOn'], 'after-completion', 'A day on or before completedOn was expected.');
  }
  if (report.status === 'skipped' && report.assessments.length > 0) {
    fault(['assessments'], 'skipped-station', 'A station that was skipped has no assessments.');
  }
  const ulos = report.assessments.map((assessment, index) =>
    checkAssessment({ curriculum, station, today, findVersion }, assessment, ['assessments', index], fault),
  );
  const seen = new Set<string>();
  ulos.forEach((ulo, index) => {
    if (ulo !== undefined && seen.has(ulo.ref))
      fault(['assessments', index, 'ulo'], 'judged-twice', 'Each ULO is judged once per report.');
    if (ulo !== undefined) seen.add(ulo.ref);
  });
  if (faults.length > 0 || station === undefined) {
    throw problem('rule-violated', 'The report does not fit the published curriculum; nothing was recorded.', faults);
  }
  return { station, ulos: ulos.filter((ulo) => ulo !== undefined) };
}

type AddFault = (path: PropertyKey[], code: string, detail: string) => void;

interface Against {
  readonly curriculum: PublishedCurriculum;
  readonly station: DefinedStation | undefined;
  readonly today: string;
  readonly findVersion: FindVersion;
}

function checkAssessment(
  { curriculum, station, today, findVersion }: Against,
  assessment: AssessmentInput,
  path: PropertyKey[],
  fault: AddFault,
): DefinedUlo | undefined {
  const current = find(curriculum.ulos, assessment.ulo);
  if (current === undefined) {
    fault([...path, 'ulo'], 'unknown-ulo', 'The code or reference of a published ULO was expected.');
    return undefined;
  }
  if (station !== undefined && !station.uloRefs.includes(current.ref)) {
    const expected = station.uloRefs.join(', ');
    fault([...path, 'ulo'], 'not-at-this-station', `One of the ULOs of this station was expected: ${expected}.`);
  }
  if (assessment.date !== undefined && assessment.date > today) {
    fault([...path, 'date'], 'in-the-future', `A day until today (${today}) was expected.`);
  }
  const { uloVersion = current.version } = assessment;
  const ulo = uloVersion === current.version ? current : findVersion(current, uloVersion);
  if (ulo === undefined) {
    const detail = `A published version of ${current.ref} was expected; the newest is ${current.version}.`;
    fault([...path, 'uloVersion'], 'unknown-version', detail);
    return current;
  }
  checkCriteria(ulo, assessment, path, fault);
  return ulo;
}

function checkCriteria(ulo: DefinedUlo, assessment: AssessmentInput, path: PropertyKey[], fault: AddFault): void {
  const known = ulo.rubric.criteria.map(({ id }) => id);
  const given = new Set<string>();
  assessment.criteria.forEach(({ criterion, level }, index) => {
    const at = [...path, 'criteria', index];
    if (!known.includes(criterion))
      fault([...at, 'criterion'], 'unknown-criterion', `One of ${known.join(', ')} was expected.`);
    else if (given.has(criterion)) fault([...at, 'criterion'], 'judged-twice', 'Each criterion is judged once.');
    given.add(criterion);
    if (level !== 0 && !ulo.rubric.scale.includes(level)) {
      fault([...at, 'level'], 'not-on-the-scale', `0 or one of ${ulo.rubric.scale.join(', ')} was expected.`);
    }
  });
  const lacking = known.filter((id) => !given.has(id));
  if (lacking.length > 0) {
    fault(
      [...path, 'criteria'],
      'criterion-not-judged',
      `A level for every criterion was expected; missing: ${lacking.join(', ')}.`,
    );
  }
}

/** By reference or, for convenience, by code. */
export function find<Item extends { ref: string; code: string }>(
  items: ReadonlyMap<string, Item>,
  name: string,
): Item | undefined {
  return items.get(name) ?? [...items.values()].find((item) => item.code === name);
}
