import { lockLearner } from '../assessment/index.ts';
import { type Issuing, logWithdrawal, statusEntriesOfAward } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Text } from '../platform/text.ts';
import { setStatus } from '../status/index.ts';
import { type AwardRow, lockAward, selectAward, updateAwardState } from './store.ts';

/**
 * Revokes or suspends an award of the caller's issuer: the bits of all its credentials are set in the same transaction.
 * Doing it again changes nothing.
 * @throws {Problem} `not-found`; `conflict` when a revoked award is to be suspended
 */
export async function withdrawAward(
  on: Issuing,
  caller: IssuerCaller,
  id: string,
  to: 'suspended' | 'revoked',
  reason: Text | string,
): Promise<AwardRow> {
  return on.database.transaction(async (tx) => {
    // The learner first, as every report does: a correction that runs now must not issue again what is being withdrawn.
    const known = await selectAward(tx, caller.issuerId, id);
    if (known !== undefined) await lockLearner(on, tx, caller.issuerId, known.learnerId);
    const award = await lockAward(tx, caller.issuerId, id);
    if (award === undefined) throw problem('not-found', 'There is no such award.');
    if (award.state === to) return award;
    if (award.state === 'revoked') throw problem('conflict', 'This award was revoked, and that is final.');
    return changeState(on, tx, caller, award, to, reason);
  });
}

/** The step itself, for an award that the transaction holds. */
export async function changeState(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  award: AwardRow,
  to: 'suspended' | 'revoked',
  reason: Text | string,
): Promise<AwardRow> {
  const changed: AwardRow = { ...award, state: to, reason, changedAt: on.clock.now() };
  await updateAwardState(tx, award.id, changed);
  await setStatus(on, tx, caller.issuerId, await statusEntriesOfAward(tx, caller.issuerId, award.id), to);
  await logWithdrawal(on, tx, caller.issuerId, award.id, to);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind: to === 'revoked' ? 'award.revoked' : 'award.suspended',
    subject: `award:${award.id}`,
    before: award,
    after: changed,
    payload: { id: award.id, achievement: award.achievementRef, state: to },
  });
  return changed;
}
