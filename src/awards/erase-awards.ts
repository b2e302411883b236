import type { Issuing } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import type { Text } from '../platform/text.ts';
import { changeState } from './change-state.ts';
import { withdrawProposal } from './propose.ts';
import { clearReasons, selectAwardsOfLearner, selectOpenProposals } from './store.ts';

/**
 * What erasing a learner does to their badges, in the transaction that holds the learner: open proposals are withdrawn, what was written about a
 * withdrawal is forgotten, and where that is wanted every badge is revoked. Otherwise status lists stay as they are: they say nothing of a person.
 */
export async function eraseAwardsOf(
  on: Issuing,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
  badges: 'keep' | 'revoke',
  reason: Text | string,
): Promise<void> {
  const { issuerId } = caller;
  for (const open of await selectOpenProposals(tx, issuerId, learnerId)) await withdrawProposal(on, tx, caller, open);
  await clearReasons(tx, issuerId, learnerId);
  if (badges === 'keep') return;
  for (const award of await selectAwardsOfLearner(tx, issuerId, learnerId)) {
    if (award.state !== 'revoked') await changeState(on, tx, caller, award, 'revoked', reason, 'issuer');
  }
}
