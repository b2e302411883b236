import { type LearnerLink, openLearnerLink } from '../../participants/index.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { inOneTransaction } from '../../platform/request-scope.ts';
import type { Guarded } from '../../privacy/index.ts';

/**
 * Does something for whoever holds a link, in one transaction that is bound to the rows of the link's issuer (the second wall); which learner it is about, each
 * verb says itself.
 * @throws {Problem} `not-found` for a token that is none; `link-ended`; `gone` when the learner was erased
 */
export async function withLink<Result>(
  on: Guarded,
  token: string,
  requestId: string,
  work: (caller: IssuerCaller, link: LearnerLink) => Promise<Result>,
): Promise<Result> {
  const link = await openLearnerLink(on, token);
  const { issuerId } = link;
  const caller: IssuerCaller = { issuerId, actor: `learner-link:${link.id}`, requestId };
  return inOneTransaction(on.database, issuerId, () => work(caller, link));
}
