import { lockLearner } from '../assessment/index.ts';
import { type IssuedJwt, type Issuing, issueJwtCredential } from '../credentials/index.ts';
import { findAchievement } from '../curriculum/index.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { FurtherCredential } from './credential-format-schema.ts';
import { holdAwards } from './hold.ts';
import { shownFor } from './shown.ts';
import { selectAward } from './store.ts';

/**
 * Issues one more credential of an award, in another format. Revoking or suspending the award withdraws it too.
 * @throws {Problem} `not-found`; `conflict` for an award that does not hold now; as `issueJwtCredential`
 */
export async function issueFurtherCredential(
  on: Issuing,
  caller: IssuerCaller,
  awardId: string,
  { algorithm }: FurtherCredential,
): Promise<IssuedJwt> {
  const { issuerId } = caller;
  return on.database.transaction(async (tx) => {
    // The learner first, as every report does.
    const known = await selectAward(tx, issuerId, awardId);
    const learner = known && (await lockLearner(on, tx, issuerId, known.learnerId));
    const award = (await holdAwards(tx, caller, [awardId])).get(awardId);
    if (award === undefined || learner === undefined) throw problem('not-found', 'There is no such award.');
    if (award.state !== 'active')
      throw problem('conflict', `This award is ${award.state}; nothing is issued for it now.`);
    const achievement = await findAchievement(tx, award.achievementId);
    if (achievement === undefined) throw new Error(`award ${awardId} has no achievement`);
    const source = { award, achievement, ...(await shownFor(on, tx, caller, award, learner)) };
    const issued = await issueJwtCredential(on, tx, source, algorithm);
    if (issued.fresh) {
      await record(tx, on, caller, {
        issuerId,
        kind: 'credential.issued',
        subject: `award:${awardId}`,
        payload: { id: awardId, credential: issued.id, format: 'vc+jwt', algorithm },
      });
    }
    return issued;
  });
}
