import { type Assessment, type Completion, type Learner, listRecords, type PartialProof } from '../assessment/index.ts';
import {
  confirmationOf,
  describeAwards,
  describeProposals,
  listAwardsOfLearner,
  listProposalsOfLearner,
} from '../awards/index.ts';
import { listCredentialsOfAward } from '../credentials/index.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import type { Learning } from './holdings.ts';
import { learnerOf, toLearnerAnswer } from './read.ts';
import type { LearnerExport } from './schema.ts';
import { selectAuditEntriesAbout } from './store.ts';

/**
 * Everything that is held on a learner: the person, every record (the corrected ones too), every award with every badge as it was signed, who did
 * what to them, and what other rooms keep (AVG/GDPR art. 15 and 20).
 * @throws {Problem} `not-found`; `gone` when the learner was erased
 */
export async function exportLearner(on: Learning, caller: IssuerCaller, id: string): Promise<LearnerExport> {
  const learner = await learnerOf(on, caller, id);
  if (learner.erasedAt !== null) throw problem('gone', 'This learner was erased; there is nothing left to hand out.');
  const { completions, assessments, partialProofs } = await listRecords(on, on.database, caller.issuerId, id);
  const awards = await awardsOf(on, learner);
  const proposals = await proposalsOf(on, learner);
  const subjects = [
    `learner:${id}`,
    ...completions.map((each) => `completion:${each.id}`),
    ...partialProofs.map((each) => `partial-proof:${each.id}`),
    ...awards.map((each) => `award:${each.id}`),
    ...proposals.map((each) => `proposal:${each.id}`),
  ];
  const entries = await selectAuditEntriesAbout(on.database, caller.issuerId, subjects);
  return {
    exportedAt: on.clock.now().toISOString(),
    learner: toLearnerAnswer(learner),
    completions: completions.map((each) =>
      toCompletion(
        each,
        assessments.filter(({ completionId }) => completionId === each.id),
      ),
    ),
    partialProofs: partialProofs.map(toPartialProof),
    awards,
    proposals,
    auditEntries: entries.map(({ at, action, subject, actor }) => ({ at: at.toISOString(), action, subject, actor })),
    more: await heldElsewhere(on, learner),
  };
}

async function awardsOf(on: Learning, learner: Learner): Promise<LearnerExport['awards']> {
  const rows = await listAwardsOfLearner(on.database, learner.issuerId, learner.id);
  const awards: LearnerExport['awards'] = [];
  for (const answer of await describeAwards(on, learner.issuerId, rows)) {
    const issues = await listCredentialsOfAward(on, on.database, learner.issuerId, answer.id);
    awards.push({ ...answer, badges: issues.map(({ bytes }) => JSON.parse(bytes.toString())) });
  }
  return awards;
}

async function proposalsOf(on: Learning, learner: Learner): Promise<LearnerExport['proposals']> {
  const rows = await listProposalsOfLearner(on.database, learner.issuerId, learner.id);
  const seal = await on.privacy.sealOf(on.database, learner.issuerId, learner.id);
  const answers = await describeProposals(on, learner.issuerId, rows);
  return answers.map(({ award: _listedAbove, ...answer }, index) => {
    const row = rows[index];
    const confirmation = row === undefined ? null : confirmationOf(row, seal);
    const { assessor, confirmedOn, extra } = confirmation ?? {};
    if (assessor === undefined || confirmedOn === undefined || extra === undefined) return answer;
    return { ...answer, confirmation: { assessor, confirmedOn, extra: [...extra] } };
  });
}

async function heldElsewhere(on: Learning, { issuerId, id }: Learner): Promise<Record<string, unknown>> {
  const more: Record<string, unknown> = {};
  for (const { name, exported } of on.holdings) {
    const held = await exported?.(on, on.database, { issuerId, id });
    if (held !== undefined) more[name] = held;
  }
  return more;
}

function toCompletion(completion: Completion, assessments: readonly Assessment[]) {
  const { id, stationRef, status, skipReason, startedOn, completedOn, reported, recordedAt, replacedBy } = completion;
  return {
    id,
    station: stationRef,
    status,
    ...given({ skipReason, startedOn, replacedBy }),
    completedOn,
    ...reported,
    recordedAt: recordedAt.toISOString(),
    assessments: assessments.map(toAssessment),
  };
}

function toAssessment(assessment: Assessment) {
  const { id, uloRef, uloVersion, judgedOn, criteria, passed, level, evidence } = assessment;
  const { assessor, method, supervised, idVerified, feedback, reference } = assessment;
  return {
    ...{ id, ulo: uloRef, uloVersion, judgedOn, criteria, passed, evidence },
    ...given({ skillLevel: level, assessor, method, supervised, idVerified, feedback, reference }),
  };
}

function toPartialProof(proof: PartialProof) {
  const { id, uloRef, components, source, level, issuedOn, evidence, recordKey, redeemedFor, recordedAt } = proof;
  return {
    ...{ id, ulo: uloRef, components, source, issuedOn, evidence, reference: recordKey },
    ...given({ level, redeemedFor }),
    recordedAt: recordedAt.toISOString(),
  };
}

type Given<Members> = { [Name in keyof Members]?: NonNullable<Members[Name]> };

/** The members that have a value. */
function given<Members extends Record<string, unknown>>(members: Members): Given<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null)) as Given<Members>;
}
