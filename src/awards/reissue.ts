import { lockLearner } from '../assessment/index.ts';
import { type Issuing, logCredential, reissueCredential } from '../credentials/index.ts';
import { findAchievement } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import { shownFor } from './shown.ts';
import { type AwardRow, countIssue } from './store.ts';

/**
 * Signs the credential of an award anew with the key that is active now: same `id`, same awarded date, later `validFrom`, a new place in
 * the status list; the bit of the one before is set (openbadges-3.md §2.2). For an award that the transaction holds.
 * @param before the award as it was until now, where more changes than its credential
 */
export async function reissueAward(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  award: AwardRow,
  kind: 'award.reissued' | 'award.reinstated',
  before: AwardRow = award,
): Promise<void> {
  const achievement = await findAchievement(tx, award.achievementId);
  const learner = await lockLearner(on, tx, caller.issuerId, award.learnerId);
  if (achievement === undefined || learner === undefined) throw new Error(`award ${award.id} rests on nothing`);
  const issues = award.issues + 1;
  const issued = await reissueCredential(
    on,
    tx,
    { award: { ...award, issues }, achievement, ...(await shownFor(on, tx, caller, award, learner)) },
    'always',
  );
  if (kind === 'award.reinstated' && issued !== undefined) await logCredential(on, tx, 'reinstated', issued);
  await countIssue(tx, award.id);
  await record(tx, on, caller, {
    issuerId: caller.issuerId,
    kind,
    subject: `award:${award.id}`,
    before,
    after: { ...award, issues },
    payload: { id: award.id, achievement: award.achievementRef },
  });
}
