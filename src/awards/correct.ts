import type { Learner } from '../assessment/index.ts';
import { type Completion, type Decision, selectAssessmentsOf } from '../assessment/index.ts';
import { type Issuing, reissueCredential } from '../credentials/index.ts';
import { type Achievement, findAchievement } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { validUntilOf } from './award.ts';
import { changeState } from './change-state.ts';
import { shownFor } from './shown.ts';
import { type AwardRow, countIssue, lockAward, moveAward } from './store.ts';

const correctionReason = {
  nl: 'Het resultaat waarop deze badge rust, is gecorrigeerd.',
  en: 'The result on which this badge rests was corrected.',
};

/**
 * After a correction: every award that rested on the corrected records either moves to the new ones (and is issued again when that
 * changes what it states) or is revoked.
 * @param held the awards of the learner
 * @param decisions what the records give a right to now
 */
export async function correctAwards(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  replaced: Completion,
  held: readonly AwardRow[],
  decisions: readonly Decision[],
): Promise<void> {
  const corrected = new Set([
    replaced.id,
    ...(await selectAssessmentsOf(tx, caller.issuerId, replaced.id)).map((each) => each.id),
  ]);
  for (const { id, basis } of held) {
    if (!basis.some((each) => corrected.has(each.id))) continue;
    // Held still and read again: a revocation that runs at the same moment must not be followed by a fresh credential.
    const award = await lockAward(tx, caller.issuerId, id);
    if (award === undefined || award.state === 'revoked') continue;
    const earned = successor(award, decisions, held);
    if (earned === undefined) {
      await changeState(on, tx, caller, award, 'revoked', correctionReason);
      continue;
    }
    const achievement = await findAchievement(tx, award.achievementId);
    if (achievement === undefined) throw new Error(`award ${award.id} has no achievement`);
    await move(on, tx, caller, learner, award, achievement, earned);
  }
}

/** What the award rests on now: a right to the same achievement that no other award holds already. */
function successor(award: AwardRow, decisions: readonly Decision[], held: readonly AwardRow[]) {
  const decision = decisions.find((each) => each.achievement.ref === award.achievementRef);
  const rights = decision?.proposed ? [decision.proposed] : (decision?.earned ?? []);
  return rights.find(
    (earned) =>
      !held.some(
        (other) =>
          other.id !== award.id &&
          other.achievementRef === award.achievementRef &&
          other.recordKey === earned.recordKey,
      ),
  );
}

async function move(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  award: AwardRow,
  achievement: Achievement,
  earned: NonNullable<ReturnType<typeof successor>>,
): Promise<void> {
  // A scheme keeps the day on which a person confirmed it.
  const awardedOn = award.kind === 'scheme' ? award.awardedOn : earned.awardedOn;
  const to = {
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
