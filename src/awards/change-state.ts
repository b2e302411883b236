import { type Issuing, logWithdrawal, statusPlacesOfAwards } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { recordAll } from '../platform/record.ts';
import type { Text } from '../platform/text.ts';
import { setStatus } from '../status/index.ts';
import { wouldChange } from './allowed.ts';
import { holdAwards } from './hold.ts';
import { type AwardRow, updateAwardStates } from './store.ts';
import type { WithdrawnBecause } from './tables.ts';

/** One award that is to be withdrawn. */
export interface Withdrawal {
  readonly award: AwardRow;
  readonly to: 'suspended' | 'revoked';
  readonly reason: Text | string;
  readonly because: WithdrawnBecause;
}

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
    const award = (await holdAwards(tx, caller, [id])).get(id);
    if (award === undefined) throw problem('not-found', 'There is no such award.');
    const today = on.clock.now().toISOString().slice(0, 10);
    if (!wouldChange(award, to === 'revoked' ? 'revoke' : 'suspend', today)) return award;
    return changeState(on, tx, caller, award, to, reason, 'issuer');
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
  because: WithdrawnBecause,
): Promise<AwardRow> {
  const [changed] = await changeStates(on, tx, caller, [{ award, to, reason, because }]);
  if (changed === undefined) throw new Error(`award ${award.id} was not changed`);
  return changed;
}

/** The same step for many awards at once, each of them once: a handful of statements, however many awards. */
export async function changeStates(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  withdrawals: readonly Withdrawal[],
): Promise<AwardRow[]> {
  if (withdrawals.length === 0) return [];
  const { issuerId } = caller;
  const changedAt = on.clock.now();
  const changed = withdrawals.map(
    ({ award, to, reason, because }): AwardRow => ({
      ...award,
      state: to,
      reason,
      changedAt,
      withdrawnBecause: because,
    }),
  );
  await updateAwardStates(tx, changed);
  const places = await statusPlacesOfAwards(
    tx,
    issuerId,
    changed.map(({ id }) => id),
  );
  const states = new Map(changed.map(({ id, state }) => [id, state]));
  for (const to of ['suspended', 'revoked'] as const) {
    const entries = places.filter(({ awardId }) => states.get(awardId) === to);
    await setStatus(on, tx, issuerId, entries, to);
  }
  for (const { id, state } of changed) {
    if (state !== 'active') await logWithdrawal(on, tx, issuerId, id, state);
  }
  await recordAll(
    tx,
    on,
    caller,
    withdrawals.map(({ award, to }, index) => ({
      issuerId,
      kind: to === 'revoked' ? 'award.revoked' : 'award.suspended',
      subject: `award:${award.id}`,
      before: award,
      after: changed[index],
      payload: { id: award.id, achievement: award.achievementRef, state: to },
    })),
  );
  return changed;
}
