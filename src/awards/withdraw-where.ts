import { recordsAtStation } from '../assessment/index.ts';
import { awardsSignedBy, type Issuing } from '../credentials/index.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { Problem } from '../platform/problem.ts';
import { wouldChange } from './allowed.ts';
import { awardsPerBatch, changeBatch } from './batch.ts';
import type { WithdrawWhere, WithdrawWhereAnswer } from './schema.ts';
import { type AwardFilter, selectAwards } from './store.ts';

/**
 * Revokes or suspends all awards that a query finds, in batches that each become durable by themselves. When it breaks off, what was done is
 * done; asked again, it goes on with the rest.
 * @returns how many were found, and how many of them were changed (or would be); those that were withdrawn already stay as they are
 * @throws {Problem} what stopped a batch
 */
export async function withdrawWhere(
  on: Issuing,
  caller: IssuerCaller,
  { action, reason, where, dryRun }: WithdrawWhere,
): Promise<WithdrawWhereAnswer> {
  const filter = filterOf(caller, where);
  const today = on.clock.now().toISOString().slice(0, 10);
  let matched = 0;
  let changed = 0;
  let after: string | undefined;
  for (;;) {
    const page = await selectAwards(on.database, caller.issuerId, filter, awardsPerBatch, after);
    // A revoked award can be neither suspended nor revoked again; that is no failure of a query that happens to find it.
    const open = page.filter((award) => award.state !== 'revoked' || action === 'revoke');
    const orders = open.filter((award) => wouldChange(award, action, today)).map(({ id }) => ({ id, action, reason }));
    matched += page.length;
    changed += dryRun || orders.length === 0 ? orders.length : await carryOut(on, caller, orders);
    after = page.at(-1)?.id;
    if (page.length < awardsPerBatch) return { dryRun, matched, changed, unchanged: matched - changed };
  }
}

async function carryOut(on: Issuing, caller: IssuerCaller, orders: Parameters<typeof changeBatch>[2]): Promise<number> {
  const outcomes = await changeBatch(on, caller, orders);
  const failed = outcomes.find((outcome) => outcome instanceof Problem && outcome.code !== 'conflict');
  if (failed instanceof Problem) throw failed;
  return outcomes.filter((outcome) => outcome === 'changed').length;
}

function filterOf({ issuerId }: IssuerCaller, where: WithdrawWhere['where']): AwardFilter {
  return {
    achievement: where.achievement,
    learnerId: where.learner,
    awardedFrom: where.awardedFrom,
    awardedUntil: where.awardedUntil,
    ids: where.ids,
    among: where.keyId === undefined ? undefined : awardsSignedBy(issuerId, where.keyId),
    restingOn: where.station === undefined ? undefined : recordsAtStation(issuerId, where.station),
  };
}
