import {
  type CompletionReport,
  type Decision,
  type Earned,
  type Learner,
  markRedeemed,
  type PartialProofReport,
  recordCompletion,
  recordPartialProof,
  restsOnSeveral,
  selectAssessmentsOf,
} from '../assessment/index.ts';
import type { Issuing } from '../credentials/index.ts';
import { findAchievement, loadPublished } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { type ReportAnswer, type RestingAward, toReportAnswer } from './answer.ts';
import { award } from './award.ts';
import { correctAwards } from './correct.ts';
import { decide } from './decide.ts';
import { propose } from './propose.ts';
import { shownFor } from './shown.ts';
import { type AwardRow, type ProposalRow, selectAwardsOfLearner, selectOpenProposals } from './store.ts';

/**
 * The main job: a station's result becomes badges. One transaction: when this returns, everything is durable; when it throws, nothing
 * happened. The same report again gives the same answer.
 * @throws {Problem} see `recordCompletion`; `no-signing-key` when the issuer cannot sign
 */
export async function reportCompletion(
  on: Issuing,
  caller: IssuerCaller,
  report: CompletionReport,
): Promise<ReportAnswer> {
  return on.database.transaction(async (tx) => {
    // 1 What is published now is what the report is judged by.
    const curriculum = await loadPublished(tx, caller.issuerId);
    // 2 Store the completion and its assessments. From here on this transaction holds the learner.
    const { learner, completion, created, replaced } = await recordCompletion(on, tx, caller, curriculum, report);
    // 3 Decide, from everything that is recorded about this learner.
    let decided = await decide(on, tx, curriculum, learner);
    // 4 A correction first takes along or withdraws what rested on the old record, so that step 5 does not award it twice. The badges of
    // single records go first: whether they hold decides whether those that rest on several still do.
    if (replaced !== undefined) {
      const about = { learner, replaced, curriculum };
      await correctAwards(on, tx, caller, { ...about, ...decided }, (award) => !restsOnSeveral(award));
      decided = await decide(on, tx, curriculum, learner);
      await correctAwards(on, tx, caller, { ...about, ...decided }, restsOnSeveral);
    }
    // 5 Award and sign what is newly earned; propose what a person has to confirm.
    const settled = await settle(on, tx, caller, learner, decided.decisions);
    // 6 Say what rests on this report, and exactly what is missing for the rest.
    const assessments = await selectAssessmentsOf(on, tx, caller.issuerId, completion.id);
    const about = new Set([completion.id, ...assessments.map((each) => each.id)]);
    const station = curriculum.stations.get(completion.stationRef);
    const resting = await awardsRestingOn(tx, caller, learner, about, settled);
    return toReportAnswer(
      on,
      {
        created,
        completionId: completion.id,
        learner,
        about,
        assessments,
        stationRef: completion.stationRef,
        uloRefs: station?.uloRefs ?? [],
      },
      settled,
      resting,
    );
  });
}

/** The same for proof of a part of a ULO: it may complete a partial badge or a yardstick. */
export async function reportPartialProof(
  on: Issuing,
  caller: IssuerCaller,
  report: PartialProofReport,
): Promise<ReportAnswer> {
  return on.database.transaction(async (tx) => {
    const curriculum = await loadPublished(tx, caller.issuerId);
    const { learner, proof, created } = await recordPartialProof(on, tx, caller, curriculum, report);
    const { decisions } = await decide(on, tx, curriculum, learner);
    const settled = await settle(on, tx, caller, learner, decisions);
    const about = new Set([proof.id]);
    const resting = await awardsRestingOn(tx, caller, learner, about, settled);
    return toReportAnswer(
      on,
      { created, partialProofId: proof.id, learner, about, assessments: [], uloRefs: [proof.uloRef] },
      settled,
      resting,
    );
  });
}

/** One achievement, with what came of it. */
export interface Settled {
  readonly decision: Decision;
  readonly awards: readonly { readonly award: AwardRow; readonly fresh: boolean }[];
  readonly proposal?: ProposalRow | undefined;
}

/** Turns decisions into awards and proposals; those that exist already stay as they are. */
export async function settle(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  decisions: readonly Decision[],
): Promise<Settled[]> {
  const settled: Settled[] = [];
  let held = await selectAwardsOfLearner(tx, caller.issuerId, learner.id);
  const open = await selectOpenProposals(tx, caller.issuerId, learner.id);
  for (const decision of decisions) {
    const awards: { award: AwardRow; fresh: boolean }[] = [];
    for (const earned of decision.earned) {
      const existing = existingAward(held, decision.achievement.ref, earned);
      if (existing !== undefined) {
        awards.push({ award: existing, fresh: false });
        continue;
      }
      const shown = await shownFor(on, tx, caller, { basis: earned.basis }, learner);
      const made = await award(on, tx, caller, decision.achievement, earned, shown);
      await redeem(tx, caller, decision, earned);
      held = [...held, made];
      awards.push({ award: made, fresh: true });
    }
    const proposal = await propose(on, tx, caller, learner, decision, held, open);
    settled.push({ decision, awards, ...(proposal && { proposal }) });
  }
  return settled;
}

/**
 * Every award that rests on these records, also one to which there is no right any more by today's decisions: the badge of a line outlives
 * the withdrawal of one that it was built on, and the same report again names the same awards.
 */
async function awardsRestingOn(
  tx: Transaction,
  { issuerId }: IssuerCaller,
  { id: learnerId }: Learner,
  about: ReadonlySet<string>,
  settled: readonly Settled[],
): Promise<RestingAward[]> {
  const fresh = new Set(settled.flatMap(({ awards }) => awards.flatMap((each) => (each.fresh ? each.award.id : []))));
  const held = await selectAwardsOfLearner(tx, issuerId, learnerId);
  const resting: RestingAward[] = [];
  for (const award of held.filter(({ basis }) => basis.some((each) => about.has(each.id)))) {
    const achievement = await findAchievement(tx, award.achievementId);
    if (achievement === undefined) throw new Error(`award ${award.id} has no achievement`);
    resting.push({ award, achievement, fresh: fresh.has(award.id) });
  }
  return resting;
}

/** Notes on the partial proofs for which yardstick they were handed in. */
async function redeem(
  tx: Transaction,
  { issuerId }: IssuerCaller,
  { achievement }: Decision,
  { basis }: Earned,
): Promise<void> {
  const { yardstick } = achievement.definition;
  const proofs = basis.filter((each) => each.kind === 'partial-proof').map((each) => each.id);
  if (yardstick !== undefined) await markRedeemed(tx, issuerId, proofs, yardstick.ref);
}

/**
 * The award that these records already led to. A badge that rests on several records is held once: more records of the same kind do
 * not make a second one, but after a revocation other records can.
 */
function existingAward(held: readonly AwardRow[], achievementRef: string, earned: Earned): AwardRow | undefined {
  const same = held.filter((each) => each.achievementRef === achievementRef);
  const exact = same.find((each) => each.recordKey === earned.recordKey);
  if (exact !== undefined || !restsOnSeveral(earned)) return exact;
  return same.find((each) => restsOnSeveral(each) && each.state !== 'revoked');
}
