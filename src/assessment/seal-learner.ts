import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import type { Guarded, LearnerSeal } from '../privacy/index.ts';
import { storedAssessment, storedCompletion, storedLearner, storedPartialProof } from './sealed.ts';
import { holdLearner, selectEverything, updateLearner } from './store.ts';
import { assessments, completions, learners, partialProofs } from './tables.ts';

/**
 * Puts a learner of the first release, with all records, under a key of their own. Whoever has a key stays as they are.
 * @returns the seal, for what other rooms keep of the learner; nothing when the learner was erased or is not there
 */
export async function sealLearner(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  learnerId: string,
): Promise<LearnerSeal | undefined> {
  const { issuerId } = caller;
  const held = await holdLearner(on, tx, issuerId, learnerId);
  if (held === undefined || held.learner.erasedAt !== null) return undefined;
  if (held.seal !== undefined) return held.seal;
  const everything = await selectEverything(on, tx, issuerId, learnerId);
  const { seal, index, keep } = await on.privacy.newSeal(on, tx, caller, issuerId, learnerId);
  await keep(tx);
  on.privacy.hold(tx, learnerId, seal);
  const stored = storedLearner(held.learner, seal, index);
  await updateLearner(tx, (await isTaken(tx, issuerId, stored.emailIndex)) ? { ...stored, emailIndex: null } : stored);
  for (const each of everything.completions) {
    const { recordKey, digest, skipReason, reported, sealed } = storedCompletion(each, seal);
    await tx
      .update(completions)
      .set({ recordKey, digest, skipReason, reported, sealed })
      .where(and(eq(completions.issuerId, issuerId), eq(completions.id, each.id)));
  }
  for (const each of everything.assessments) {
    const { assessor, evidence, feedback, reference, sealed } = storedAssessment(each, seal);
    await tx
      .update(assessments)
      .set({ assessor, evidence, feedback, reference, sealed })
      .where(and(eq(assessments.issuerId, issuerId), eq(assessments.id, each.id)));
  }
  for (const each of everything.partialProofs) {
    const { recordKey, digest, source, evidence, sealed } = storedPartialProof(each, seal);
    await tx
      .update(partialProofs)
      .set({ recordKey, digest, source, evidence, sealed })
      .where(and(eq(partialProofs.issuerId, issuerId), eq(partialProofs.id, each.id)));
  }
  return seal;
}

/** A release without seals may have added a sealed person a second time. The first one goes on being found by the address; both keep their badges. */
async function isTaken(tx: Transaction, issuerId: string, emailIndex: string | null): Promise<boolean> {
  if (emailIndex === null) return false;
  const rows = await tx
    .select({ id: learners.id })
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), eq(learners.emailIndex, emailIndex)));
  return rows.length > 0;
}

/** Some learners that the first release left in the clear, held still; those that others hold are left out. */
export async function lockUnsealedLearners(
  tx: Transaction,
  limit: number,
): Promise<{ issuerId: string; id: string }[]> {
  return tx
    .select({ issuerId: learners.issuerId, id: learners.id })
    .from(learners)
    .where(and(isNull(learners.sealed), isNull(learners.erasedAt)))
    .orderBy(learners.id)
    .limit(limit)
    .for('update', { skipLocked: true });
}
