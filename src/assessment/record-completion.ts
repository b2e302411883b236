import { type DefinedUlo, findUloVersion, type PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { digestOf, record } from '../platform/record.ts';
import type { Guarded } from '../privacy/index.ts';
import { type CheckedReport, checkReport, type FindVersion, find } from './check-report.ts';
import { judge } from './judge.ts';
import { learnerOfReport } from './learners.ts';
import type { CompletionReport } from './schema.ts';
import { type Assessment, type Completion, type Learner, storedAssessment, storedCompletion } from './sealed.ts';
import {
  insertAssessments,
  insertCompletion,
  type Opening,
  replaceCompletion,
  selectCompletion,
  selectCompletionsByKey,
} from './store.ts';
import { withoutPerson } from './without-person.ts';

/** A completion as it stands after a report, and whether the report made it. */
export interface RecordedCompletion {
  readonly learner: Learner;
  readonly completion: Completion;
  readonly created: boolean;
  /** The completion that this one corrects. */
  readonly replaced?: Completion;
}

/**
 * Stores a completion with its assessments. The same report again stores nothing and gives the same completion.
 * @throws {Problem} `rule-violated` when it does not fit the curriculum; `conflict` when the same completion was reported with other
 * contents; `not-found` when what it corrects is not there
 */
export async function recordCompletion(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  curriculum: PublishedCurriculum,
  report: CompletionReport,
): Promise<RecordedCompletion> {
  const held = await learnerOfReport(on, tx, caller, report.learner);
  const { learner, seal } = held;
  const { learner: _person, replaces, ...facts } = report;
  const station = find(curriculum.stations, report.station)?.ref ?? report.station;
  const recordKey = report.reference ?? `${station}|${report.completedOn}`;
  const digest = digestOf({ ...facts, station });

  // A repetition is recognised before anything is checked: what was accepted once may not fit what has been published since.
  const before = await selectCompletionsByKey(on, tx, held, recordKey);
  const same = before.find((each) => each.digest === digest && each.replacedBy === null && each.id !== replaces);
  if (same !== undefined && (await isRepetition(on, tx, caller, same, replaces)))
    return { learner, completion: same, created: false };

  const today = on.clock.now().toISOString().slice(0, 10);
  const checked = checkReport(curriculum, report, today, await versionsNamed(tx, caller, curriculum, report));
  const replaced = replaces === undefined ? undefined : await completionToReplace(on, tx, caller, learner, replaces);
  const standing = before.find((each) => each.replacedBy === null && each.id !== replaced?.id);
  if (standing !== undefined) {
    throw problem('conflict', `This completion was reported before with other contents (completion ${standing.id}).`, [
      { pointer: '#/replaces', detail: `to correct it, send "replaces": "${standing.id}"` },
    ]);
  }
  const completion = toCompletion(on, caller, learner, report, checked, recordKey, digest);
  // The old record must make room first: only one standing record may have this key.
  if (replaced !== undefined) await replaceCompletion(tx, caller.issuerId, replaced.id, completion.id);
  const stored = storedCompletion(completion, seal);
  await insertCompletion(tx, stored);
  const judged = toAssessments(on, completion, report, checked).map((each) => storedAssessment(each, seal));
  await insertAssessments(tx, judged);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: replaced === undefined ? 'completion.recorded' : 'completion.corrected',
    subject: `completion:${completion.id}`,
    ...(replaced && { before: { completion: replaced.id } }),
    after: { completion: withoutPerson(stored), assessments: judged.map(withoutPerson) },
    payload: { id: completion.id, station: completion.stationRef, ...(replaced && { replaces: replaced.id }) },
  });
  return { learner, completion, created: true, ...(replaced && { replaced }) };
}

/** The same contents as before; but a correction is only a repetition of itself, not of another completion that happens to be equal. */
async function isRepetition(
  on: Opening,
  tx: Transaction,
  { issuerId }: IssuerCaller,
  same: Completion,
  replaces: string | undefined,
): Promise<boolean> {
  if (replaces === undefined) return true;
  return (await selectCompletion(on, tx, issuerId, replaces))?.replacedBy === same.id;
}

/** Loads the superseded versions of ULOs that the report names; mostly there are none, and nothing is asked. */
async function versionsNamed(
  tx: Transaction,
  { issuerId }: IssuerCaller,
  curriculum: PublishedCurriculum,
  { assessments }: CompletionReport,
): Promise<FindVersion> {
  const found = new Map<string, DefinedUlo>();
  for (const { ulo: name, uloVersion } of assessments) {
    const current = find(curriculum.ulos, name);
    if (current === undefined || uloVersion === undefined || uloVersion === current.version) continue;
    const ulo = await findUloVersion(tx, issuerId, current.ref, uloVersion);
    if (ulo !== undefined) found.set(`${ulo.ref} ${ulo.version}`, ulo);
  }
  return ({ ref }, version) => found.get(`${ref} ${version}`);
}

async function completionToReplace(
  on: Opening,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  id: string,
): Promise<Completion> {
  const row = await selectCompletion(on, tx, caller.issuerId, id);
  if (row === undefined || row.learnerId !== learner.id) {
    throw problem('rule-violated', 'What this report corrects is not there.', [
      {
        pointer: '#/replaces',
        code: 'unknown-completion',
        detail: 'the id of a completion of this learner was expected',
      },
    ]);
  }
  if (row.replacedBy !== null) {
    throw problem('conflict', `That completion was corrected already, by completion ${row.replacedBy}.`, [
      { pointer: '#/replaces', detail: `"${row.replacedBy}" was expected` },
    ]);
  }
  return row;
}

function toCompletion(
  on: Guarded,
  caller: IssuerCaller,
  learner: Learner,
  report: CompletionReport,
  { station }: CheckedReport,
  recordKey: string,
  digest: string,
): Completion {
  return {
    issuerId: caller.issuerId,
    id: on.ids.next(),
    learnerId: learner.id,
    recordKey,
    digest,
    stationRef: station.ref,
    status: report.status,
    skipReason: report.skipReason ?? null,
    startedOn: report.startedOn ?? null,
    completedOn: report.completedOn,
    reported: {
      ...(report.line !== undefined && { line: report.line }),
      ...(report.hoursAttended !== undefined && { hoursAttended: report.hoursAttended }),
      ...(report.reference !== undefined && { reference: report.reference }),
    },
    replacedBy: null,
    recordedAt: on.clock.now(),
  };
}

function toAssessments(
  on: Guarded,
  completion: Completion,
  report: CompletionReport,
  { ulos }: CheckedReport,
): Assessment[] {
  return ulos.map((ulo, index) => {
    const assessment = report.assessments[index];
    if (assessment === undefined) throw new RangeError('every checked ULO belongs to an assessment of the report');
    const { passed, level } = judge(ulo, assessment.criteria);
    return {
      issuerId: completion.issuerId,
      id: on.ids.next(),
      learnerId: completion.learnerId,
      completionId: completion.id,
      uloRef: ulo.ref,
      uloVersion: ulo.version,
      judgedOn: assessment.date ?? completion.completedOn,
      criteria: assessment.criteria,
      passed,
      level,
      assessor: assessment.assessor ?? null,
      method: assessment.method ?? null,
      supervised: assessment.supervised ?? null,
      idVerified: assessment.idVerified ?? null,
      evidence: assessment.evidence ?? [],
      feedback: assessment.feedback ?? null,
      reference: assessment.reference ?? null,
      replaced: false,
    };
  });
}
