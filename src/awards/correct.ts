import {
  type Completion,
  type Earned,
  earn,
  type Learner,
  type LearnerRecords,
  selectAssessmentsOf,
} from '../assessment/index.ts';
import { type Issuing, reissueCredential } from '../credentials/index.ts';
import { type Achievement, findAchievement, type PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { validUntilOf } from './award.ts';
import { changeState } from './change-state.ts';
import type { Decided } from './decide.ts';
import { shownFor } from './shown.ts';
import { type AwardRow, countIssue, moveAward } from './store.ts';

const correctionReason = {
  nl: 'Het resultaat waarop deze badge rust, is gecorrigeerd.',
  en: 'The result on which this badge rests was corrected.',
};

/** What a correction has to go by. */
export interface Correction extends Decided {
  readonly learner: Learner;
  readonly replaced: Completion;
  readonly curriculum: PublishedCurriculum;
}

/** A right to an achievement that an award can rest on from now on. */
interface Successor {
  readonly achievement: Achievement;
  readonly earned: Earned;
  /** Whether a person confirmed the award. */
  readonly confirmed: boolean;
}

/**
 * After a correction: every award that rested on the corrected records either moves to the new ones (and is issued again when that
 * changes what it states) or is revoked. One that was revoked before moves along too and stays revoked: a correction is no way around it.
 * @param which those to look at
 */
export async function correctAwards(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  correction: Correction,
  which: (award: AwardRow) => boolean,
): Promise<void> {
  const { replaced, learner } = correction;
  const corrected = new Set([
    replaced.id,
    ...(await selectAssessmentsOf(on, tx, caller.issuerId, replaced.id)).map((each) => each.id),
  ]);
  let held = correction.held;
  const touched = held.filter((award) => which(award) && award.basis.some((each) => corrected.has(each.id)));
  // Those that hold come first, so that a right goes to them rather than to one that is revoked.
  for (const award of touched.toSorted((a, b) => Number(a.state === 'revoked') - Number(b.state === 'revoked'))) {
    const achievement = await findAchievement(tx, award.achievementId);
    if (achievement === undefined) throw new Error(`award ${award.id} has no achievement`);
    const successor = successorOf(award, achievement, { ...correction, held });
    if (successor !== undefined) {
      const moved = await move(on, tx, caller, learner, award, successor);
      held = held.map((each) => (each.id === award.id ? moved : each));
    } else if (award.state !== 'revoked') {
      await changeState(on, tx, caller, award, 'revoked', correctionReason, 'correction');
    }
  }
}

/**
 * What the award rests on now: a right that no other award holds already. First by the achievement version that was awarded, because a
 * correction of the records is no reason to hold somebody to a newer rule, nor to look again at badges that were withdrawn since; then by
 * any other version of it.
 */
function successorOf(
  award: AwardRow,
  achievement: Achievement,
  { held, decisions, curriculum, records, older }: Correction,
): Successor | undefined {
  const only = { ...curriculum, achievements: new Map([[achievement.ref, achievement]]) };
  const own = earn(only, asIfNothingWasWithdrawn(records), older).filter(
    (each) => each.achievement.id === achievement.id,
  );
  const others = decisions.filter((each) => each.achievement.ref === award.achievementRef);
  const isFree = ({ recordKey }: Earned) =>
    !held.some(
      (other) =>
        other.id !== award.id && other.achievementRef === award.achievementRef && other.recordKey === recordKey,
    );
  for (const decision of [...own, ...others]) {
    const confirmed = decision.proposed !== undefined;
    const earned = [...(decision.proposed ? [decision.proposed] : decision.earned)].find(isFree);
    if (earned !== undefined) return { achievement: decision.achievement, earned, confirmed };
  }
  return undefined;
}

function asIfNothingWasWithdrawn({ completions, assessments, partialProofs }: LearnerRecords): LearnerRecords {
  return {
    completions: completions.map((each) => ({ ...each, standing: 'holds' })),
    assessments: assessments.map((each) => ({ ...each, standing: 'holds' })),
    partialProofs,
  };
}

async function move(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  award: AwardRow,
  { achievement, earned, confirmed }: Successor,
): Promise<AwardRow> {
  // What a person confirmed keeps the day of confirming.
  const awardedOn = confirmed ? award.awardedOn : earned.awardedOn;
  const to = {
    achievementId: achievement.id,
    recordKey: earned.recordKey,
    basis: earned.basis,
    awardedOn,
    validUntil: validUntilOf(achievement, awardedOn),
  };
  const moved: AwardRow = { ...award, ...to };
  await moveAward(tx, award.id, to);
  const issuedAgain =
    award.state === 'active' &&
    (await reissueCredential(
      on,
      tx,
      {
        award: { ...moved, issues: award.issues + 1 },
        achievement,
        ...(await shownFor(on, tx, caller, moved, learner)),
      },
      'when-changed',
    ));
  if (issuedAgain) await countIssue(tx, award.id);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: issuedAgain ? 'award.reissued' : 'award.moved',
    subject: `award:${award.id}`,
    before: award,
    after: moved,
    payload: { id: award.id, achievement: award.achievementRef },
  });
  return moved;
}
