import { eraseLearner, exportLearner, type Learning } from '../../learners/index.ts';
import { type LearnerLink, requestErasure } from '../../participants/index.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { policyOf } from '../../privacy/index.ts';

/** Everything that is held on the learner of a link (AVG/GDPR art. 15 and 20). @throws {Problem} `gone` */
export async function exportOwnData(on: Learning, caller: IssuerCaller, { learnerId }: LearnerLink) {
  return exportLearner(on, caller, learnerId);
}

/**
 * The learner of a link wants to be erased (AVG/GDPR art. 17): it is done, or the provider is asked, as the issuer's policy says.
 * @throws {Problem} `gone`
 */
export async function eraseOwnData(
  on: Learning,
  caller: IssuerCaller,
  { issuerId, learnerId }: LearnerLink,
): Promise<'erased' | 'requested'> {
  const { learnerErasure } = await policyOf(on.database, issuerId);
  if (learnerErasure === 'at-once') {
    await eraseLearner(on, caller, learnerId);
    return 'erased';
  }
  await requestErasure(on, caller, learnerId);
  return 'requested';
}
