import { forgetPerson, type Learner, lockLearner } from '../assessment/index.ts';
import { eraseAwardsOf, listAwardsOfLearner } from '../awards/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import type { Text } from '../platform/text.ts';
import { type BadgesOnErasure, keepErasure, policyOf } from '../privacy/index.ts';
import { forgetSalts } from '../transparency/index.ts';
import type { Learning } from './holdings.ts';
import { sealEverythingOf } from './seal.ts';

/** How a learner is erased. */
export interface Erasure {
  /** What becomes of the badges that were handed out; the issuer's policy when absent. */
  readonly badges?: BadgesOnErasure | undefined;
  /** Why the badges are revoked. Everybody may read it, so nothing of the person may be in it. */
  readonly reason?: Text | string | undefined;
}

const erasedReason = {
  nl: 'De gegevens van de deelnemer zijn gewist.',
  en: 'The data of the learner were erased.',
};

/**
 * Erases a learner of the caller's issuer (AVG/GDPR art. 17): destroys the key under which everything of the person lies, here and in every backup that
 * does not hold that key. Erasing again changes nothing. The same person, reported later, is a new learner.
 * @throws {Problem} `not-found`
 */
export async function eraseLearner(
  on: Learning,
  caller: IssuerCaller,
  id: string,
  erasure: Erasure = {},
): Promise<Learner> {
  return on.database.transaction(async (tx) => {
    const learner = await lockLearner(on, tx, caller.issuerId, id);
    if (learner === undefined) throw problem('not-found', 'There is no such learner.');
    return eraseHeld(on, tx, caller, learner, erasure);
  });
}

/** The same for a learner whom the transaction holds. */
export async function eraseHeld(
  on: Learning,
  tx: Transaction,
  caller: IssuerCaller,
  learner: Learner,
  { badges: wanted, reason = erasedReason }: Erasure,
): Promise<Learner> {
  if (learner.erasedAt !== null) return learner;
  const { issuerId } = caller;
  const { id } = learner;
  const badges = wanted ?? (await policyOf(tx, issuerId)).onErasure;
  const erasedAt = on.clock.now();
  // 1 Whatever the first release left in the clear goes under the key that is destroyed in step 4.
  await sealEverythingOf(on, tx, caller, id);
  // 2 Badges, while it is still known whose they are.
  await eraseAwardsOf(on, tx, caller, id, badges, reason);
  // 3 What ties leaves of the public log to these badges; the leaves stay. Then what the rooms above keep: consents, deliveries that wait.
  const awards = await listAwardsOfLearner(tx, issuerId, id);
  await forgetSalts(
    tx,
    awards.map((award) => award.id),
  );
  for (const { erased } of on.holdings) await erased?.(on, tx, caller, { issuerId, id });
  // 4 From here on nobody can read it, and nobody can find it by an address.
  await on.privacy.destroy(on, tx, issuerId, id);
  await forgetPerson(tx, issuerId, id, erasedAt);
  // 5 What has to be done again after a backup was put back.
  await keepErasure(tx, { issuerId, learnerId: id, badges, erasedAt });
  await record(tx, on, caller, {
    issuerId,
    kind: 'learner.erased',
    subject: `learner:${id}`,
    after: { id, erasedAt, badges },
    payload: { id, badges },
  });
  const nobody = { email: '', name: null, did: null, reference: null, language: null };
  return { ...learner, ...nobody, erasedAt };
}
