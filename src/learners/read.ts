import { findLearners, type Learner, searchLearners } from '../assessment/index.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import type { Guarded } from '../privacy/index.ts';
import type { LearnerAnswer, LearnerSearch } from './schema.ts';

/** An address names one learner, a number of the provider's may have been used for several. */
const mostFound = 100;

/** @throws {Problem} `not-found` for a learner who is not there or is another issuer's */
export async function learnerOf(on: Guarded, { issuerId }: IssuerCaller, id: string): Promise<Learner> {
  const [learner] = await findLearners(on, on.database, issuerId, [id]);
  if (learner === undefined) throw problem('not-found', 'There is no such learner.');
  return learner;
}

/** The learners of the caller's issuer with this address or this number. Who was erased is not found. */
export async function findByPerson(
  on: Guarded,
  { issuerId }: IssuerCaller,
  { email, reference }: LearnerSearch,
): Promise<Learner[]> {
  return email === undefined
    ? searchLearners(on, on.database, issuerId, 'reference', reference ?? '', mostFound)
    : searchLearners(on, on.database, issuerId, 'email', email, mostFound);
}

/** A learner as answers tell of them; nothing but id and days once erased. */
export function toLearnerAnswer(learner: Learner): LearnerAnswer {
  const { id, email, name, did, reference, language, createdAt, erasedAt } = learner;
  return {
    id,
    ...(erasedAt === null && { email }),
    ...(name !== null && { name }),
    ...(did !== null && { did }),
    ...(reference !== null && { reference }),
    ...(language !== null && { language }),
    createdAt: createdAt.toISOString(),
    ...(erasedAt && { erasedAt: erasedAt.toISOString() }),
  };
}
