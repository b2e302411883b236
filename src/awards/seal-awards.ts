import { sealCredentialsOf } from '../credentials/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { LearnerSeal } from '../privacy/index.ts';
import { boxOf, type ProposalRow, selectAwardsOfLearner, selectProposalsOfLearner, updateProposal } from './store.ts';
import type { Confirmation } from './tables.ts';

/** Seals what the first release left in the clear of a learner's badges: the signed bytes, and what assessors wrote to confirm proposals. */
export async function sealAwardsOf(
  tx: Transaction,
  seal: LearnerSeal,
  learner: { readonly issuerId: string; readonly id: string },
): Promise<void> {
  for (const award of await selectAwardsOfLearner(tx, learner.issuerId, learner.id)) {
    await sealCredentialsOf(tx, seal, award);
  }
  for (const { id, confirmation } of await selectProposalsOfLearner(tx, learner.issuerId, learner.id)) {
    if (confirmation === null) continue;
    await updateProposal(tx, id, { confirmation: null, sealed: seal.seal(boxOf(id), confirmation) });
  }
}

/** Who confirmed a proposal and with what words; null when nobody did, or when the learner was erased. */
export function confirmationOf(
  { id, confirmation, sealed }: ProposalRow,
  seal: LearnerSeal | undefined,
): Confirmation | null {
  if (sealed === null || seal === undefined) return confirmation;
  return seal.open<Confirmation>(boxOf(id), sealed);
}
