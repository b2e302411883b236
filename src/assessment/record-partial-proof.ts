import type { PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { type Fault, pointerTo, problem } from '../platform/problem.ts';
import { digestOf, record } from '../platform/record.ts';
import type { Guarded } from '../privacy/index.ts';
import { find } from './check-report.ts';
import { learnerOfReport } from './learners.ts';
import type { PartialProofReport } from './schema.ts';
import { type Learner, type PartialProof, storedPartialProof } from './sealed.ts';
import { insertPartialProof, selectPartialProofs } from './store.ts';
import { withoutPerson } from './without-person.ts';

export interface RecordedPartialProof {
  readonly learner: Learner;
  readonly proof: PartialProof;
  readonly created: boolean;
}

/**
 * Stores proof of a part of a ULO. The same report again stores nothing and gives the same proof.
 * @throws {Problem} `rule-violated` when ULO or components are not published; `conflict` when reported before with other contents
 */
export async function recordPartialProof(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  curriculum: PublishedCurriculum,
  report: PartialProofReport,
): Promise<RecordedPartialProof> {
  const { learner, seal } = await learnerOfReport(on, tx, caller, report.learner);
  const ulo = find(curriculum.ulos, report.ulo)?.ref ?? report.ulo;
  const components = [...new Set(report.components)].toSorted();
  const { learner: _person, ...facts } = report;
  const recordKey = report.reference ?? [ulo, report.issuedOn, report.source.kind, ...components].join('|');
  const digest = digestOf({ ...facts, ulo, components });
  const known = (await selectPartialProofs(on, tx, caller.issuerId, learner.id)).find(
    (each) => each.recordKey === recordKey,
  );
  // As with a completion: a repetition is recognised before anything is checked.
  if (known?.digest === digest) return { learner, proof: known, created: false };
  checkPartialProof(curriculum, report, on.clock.now().toISOString().slice(0, 10));
  if (known !== undefined) {
    throw problem('conflict', `This proof was reported before with other contents (partial proof ${known.id}).`);
  }
  const proof: PartialProof = {
    issuerId: caller.issuerId,
    id: on.ids.next(),
    learnerId: learner.id,
    recordKey,
    digest,
    uloRef: ulo,
    components,
    source: report.source,
    level: report.level ?? null,
    issuedOn: report.issuedOn,
    evidence: report.evidence ?? [],
    redeemedFor: null,
    recordedAt: on.clock.now(),
  };
  const stored = storedPartialProof(proof, seal);
  await insertPartialProof(tx, stored);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: 'partial-proof.recorded',
    subject: `partial-proof:${proof.id}`,
    after: withoutPerson(stored),
    payload: { id: proof.id, ulo },
  });
  return { learner, proof, created: true };
}

function checkPartialProof(curriculum: PublishedCurriculum, report: PartialProofReport, today: string): void {
  const faults: Fault[] = [];
  const ulo = find(curriculum.ulos, report.ulo);
  if (ulo === undefined) {
    faults.push({
      pointer: '#/ulo',
      code: 'unknown-ulo',
      detail: 'The code or reference of a published ULO was expected.',
    });
  }
  report.components.forEach((component, index) => {
    if (ulo !== undefined && !ulo.componentRefs.includes(component)) {
      const detail = `One of the skills or knowledge of ${ulo.ref} was expected: ${ulo.componentRefs.join(', ')}.`;
      faults.push({ pointer: pointerTo(['components', index]), code: 'unknown-component', detail });
    }
  });
  if (report.issuedOn > today) {
    faults.push({ pointer: '#/issuedOn', code: 'in-the-future', detail: `A day until today (${today}) was expected.` });
  }
  if (faults.length > 0) {
    throw problem('rule-violated', 'The proof does not fit the published curriculum; nothing was recorded.', faults);
  }
}
