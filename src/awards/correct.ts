import {
  type Completion,
  type Decision,
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
import { shownFor } from './shown.ts';
import { type AwardRow, countIssue, moveAward } from './store.ts';

const correctionReason = {
  nl: 'Het resultaat waarop deze badge rust, is gecorrigeerd.',
  en: 'The result on which this badge rests was corrected.',
};

/** What a correction has to go by. */
export interface Correction {
  readonly learner: Learner;
  readonly replaced: Completion;
  /** The awards of the learner. */
  readonly held: readonly AwardRow[];
  /** What the records give a right to now. */
  readonly decisions: readonly Decision[];
  readonly curriculum: PublishedCurriculum;
  readonly records: LearnerRecords;
  readonly older: readonly Achievement[];
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
 * changes what it states) or is revoked.
 */
export async function correctAwards(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  correction: Correction,
): Promise<void> {
  const { replaced, held } = correction;
  const corrected = new Set([
    replaced.id,
    ...(await selectAssessmentsOf(tx, caller.issuerId, replaced.id)).map((each) => each.id),
  ]);
  for (const award of held) {
    if (award.state === 'revoked' || !award.basis.some((each) => corrected.has(each.id))) continue;
    const achievement = await findAchievement(tx, award.achievementId);
    if (achievement === undefined) throw new Error(`award ${award.id} has no achievement`);
    const successor = successorOf(award, achievement, correction);
    if (successor === undefined) await changeState(on, tx, caller, award, 'revoked', correctionReason);
    else await move(on, tx, caller, correction.learner, award, successor);
  }
}

/**
 * What the award rests on now: a right that no other award holds already. First by the achievement version that was awarded, because a
 * correction of the records is no reason to hold somebody to a newer rule; then by any other version of it.
 */
function successorOf(
  award: AwardRow,
  achievement: Achievement,
  { held, decisions, curriculum, records, older }: Correction,
): Successor | undefined {
  const only = { ...curriculum, achievements: new Map([[achievement.ref, achievement]]) };
  const own = earn(only, records, older).filter((each) => each.achievement.id === achievement.id);
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

async function move(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  award: AwardRow,
  { achievement, earned, confirmed }: Successor,
): Promise<void> {
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
    (await reissueCredential(on, tx, {
      award: { ...moved, issues: award.issues + 1 },
      achievement,
      ...(await shownFor(tx, caller, moved, learner)),
    }));
  if (issuedAgain) await countIssue(tx, award.id);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: issuedAgain ? 'award.reissued' : 'award.moved',
    subject: `award:${award.id}`,
    before: award,
    after: moved,
    payload: { id: award.id, achievement: award.achievementRef },
  });
}
