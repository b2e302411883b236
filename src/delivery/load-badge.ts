import {
  type Assessment,
  type Completion,
  findLearners,
  type Learner,
  type LearnerRecords,
  loadRecords,
} from '../assessment/index.ts';
import { type Award, findPublicAward, type Shared, sharingOf, shownFor } from '../awards/index.ts';
import { type Credential, findCredentialOfAward } from '../credentials/index.ts';
import { type Achievement, findAchievement, loadPublished, type PublishedCurriculum } from '../curriculum/index.ts';
import { findIssuer, type Issuer } from '../issuers/index.ts';
import { problem } from '../platform/problem.ts';
import type { Guarded } from '../privacy/index.ts';

/** A badge with everything that its page shows around the signed statement. */
export interface LoadedBadge {
  readonly award: Award;
  /** What the holder decided about the page. */
  readonly shared: Shared;
  readonly credential: Credential;
  readonly achievement: Achievement;
  readonly issuer: Issuer;
  readonly learner: Learner;
  readonly completion?: Completion | undefined;
  readonly assessment?: Assessment | undefined;
  readonly records: LearnerRecords;
  readonly curriculum: PublishedCurriculum;
}

/**
 * The signed badge, for whoever has its address.
 * @throws {Problem} `not-found`; `gone` when its holder was erased; `not-shared` when its holder does not share it
 */
export async function loadCredential(on: Guarded, id: string): Promise<Credential> {
  return (await requireShared(on, await findCredentialOfAward(on, on.database, id))).credential;
}

/**
 * What was found at the address of a badge, if its holder shares it there.
 * @throws {Problem} `not-found` when nothing was found; `not-shared`
 */
export async function requireShared(
  on: Guarded,
  credential: Credential | undefined,
): Promise<{ credential: Credential; award: Award; shared: Shared }> {
  const award = credential && (await findPublicAward(on.database, credential.awardId));
  if (credential === undefined || award === undefined) throw problem('not-found', 'There is no such badge.');
  const shared = (await sharingOf(on.database, award.issuerId, [award])).get(award.id);
  if (shared?.page === true) return { credential, award, shared };
  const detail = 'The holder does not share this badge here. Ask the holder for its file; POST /verify judges it.';
  throw problem('not-shared', detail);
}

/**
 * The badge with everything around it.
 * @throws {Problem} `not-found`; `gone` when its holder was erased; `not-shared` when its holder does not share it
 */
export async function loadBadge(on: Guarded, id: string): Promise<LoadedBadge> {
  const { credential, award, shared } = await requireShared(on, await findCredentialOfAward(on, on.database, id));
  const { issuerId, learnerId } = award;
  const [learner] = await findLearners(on, on.database, issuerId, [learnerId]);
  const achievement = await findAchievement(on.database, award.achievementId);
  const issuer = await findIssuer(on.database, issuerId);
  if (learner === undefined || achievement === undefined || issuer === undefined)
    throw new Error(`award ${id} refers to something that is not there`);
  return {
    award,
    shared,
    credential,
    achievement,
    issuer,
    ...(await shownFor(on, on.database, award, award, learner)),
    learner,
    // Every record counts for the picture of the line, also one whose own badge was withdrawn.
    records: await loadRecords(on, on.database, issuerId, learnerId, () => 'holds'),
    curriculum: await loadPublished(on.database, issuerId),
  };
}
