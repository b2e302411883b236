import { findLearners, type Learner, lockLearner } from '../assessment/index.ts';
import { sealEverythingOf } from '../learners/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import type { Guarded, LearnerSeal } from '../privacy/index.ts';

/**
 * The learner of the caller's issuer, held still until the transaction ends.
 * @throws {Problem} `not-found` for one who is not there or is another issuer's; `gone` for one who was erased
 */
export async function holdLearner(on: Guarded, tx: Transaction, caller: IssuerCaller, id: string): Promise<Learner> {
  return present(await lockLearner(on, tx, caller.issuerId, id));
}

/** The same without holding, for who only reads. */
export async function learnerOf(on: Guarded, { issuerId }: IssuerCaller, id: string): Promise<Learner> {
  const [learner] = await findLearners(on, on.database, issuerId, [id]);
  return present(learner);
}

function present(learner: Learner | undefined): Learner {
  if (learner === undefined) throw problem('not-found', 'There is no such learner.');
  if (learner.erasedAt !== null) throw problem('gone', 'This learner was erased.');
  return learner;
}

/**
 * The seal of a learner whom the transaction holds. One whom an older release stored in the clear is sealed first.
 * @throws {Problem} `unavailable` while the release before this one still runs and nothing may be sealed (`SEAL_LEARNER_DATA=later`)
 */
export async function sealFor(on: Guarded, tx: Transaction, caller: IssuerCaller, id: string): Promise<LearnerSeal> {
  const known = await on.privacy.sealOf(tx, caller.issuerId, id);
  if (known !== undefined) return known;
  if (!on.privacy.sealing)
    throw problem('unavailable', 'The data of this learner are not sealed yet; try again when the update is complete.');
  await sealEverythingOf(on, tx, caller, id);
  const made = await on.privacy.sealOf(tx, caller.issuerId, id);
  if (made === undefined) throw new Error(`learner ${id} was just sealed and has no key`);
  return made;
}
