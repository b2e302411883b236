import type { Transaction } from '../platform/database.ts';
import type { LearnerSeal } from '../privacy/index.ts';
import { boxOf, selectIssuesOfAward, updateToSealed } from './store.ts';

/** Seals the credentials of an award that the first release left as they were signed. */
export async function sealCredentialsOf(
  tx: Transaction,
  seal: LearnerSeal,
  award: { readonly issuerId: string; readonly id: string; readonly learnerId: string },
): Promise<void> {
  for (const { id, bytes, factsDigest } of await selectIssuesOfAward(tx, award.issuerId, award.id)) {
    if (bytes === null) continue;
    const sealed = seal.sealBytes(boxOf(id), bytes);
    await updateToSealed(tx, id, { learnerId: award.learnerId, sealed, factsDigest: seal.hash(factsDigest) });
  }
}
