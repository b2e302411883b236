import { lockLearner } from '../assessment/index.ts';
import type { Issuing } from '../credentials/index.ts';
import { loadPublished, type PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import type { Text } from '../platform/text.ts';
import { wouldChange } from './allowed.ts';
import { decide } from './decide.ts';
import { holdAwards } from './hold.ts';
import { reissueAward } from './reissue.ts';
import { settle } from './report.ts';
import { type AwardRow, updateAwardStates } from './store.ts';

/**
 * Makes a suspended award hold again. Its credential is issued anew, because a bit that is set stays set: same `id`, later `validFrom`, another
 * place in the status list. Doing it again changes nothing.
 * @param reason why, for whoever reads the award through the API; absent, none is kept
 * @throws {Problem} `not-found`; `conflict` for an award that was revoked for good or has expired; `no-signing-key`
 */
export async function reinstateAward(
  on: Issuing,
  caller: IssuerCaller,
  id: string,
  reason: Text | string | undefined,
): Promise<AwardRow> {
  return on.database.transaction(async (tx) => {
    const award = (await holdAwards(tx, caller, [id])).get(id);
    if (award === undefined) throw problem('not-found', 'There is no such award.');
    if (!wouldChange(award, 'reinstate', on.clock.now().toISOString().slice(0, 10))) return award;
    return reinstate(on, tx, caller, await loadPublished(tx, caller.issuerId), award, reason);
  });
}

/** The step itself, for an award that the transaction holds and that can be reinstated. */
export async function reinstate(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  curriculum: PublishedCurriculum,
  award: AwardRow,
  reason: Text | string | undefined,
): Promise<AwardRow> {
  const active: AwardRow = {
    ...award,
    state: 'active',
    reason: reason ?? null,
    withdrawnBecause: null,
    changedAt: on.clock.now(),
  };
  await updateAwardStates(tx, [active]);
  await reissueAward(on, tx, caller, active, 'award.reinstated', award);
  // The record of this award counts again, so that badges that waited for it are awarded now, as a report would do.
  const learner = await lockLearner(on, tx, caller.issuerId, award.learnerId);
  if (learner === undefined) throw new Error(`award ${award.id} has no learner`);
  await settle(on, tx, caller, learner, (await decide(on, tx, curriculum, learner)).decisions);
  return { ...active, issues: award.issues + 1 };
}
