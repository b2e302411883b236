import {
  type Assessment,
  type Completion,
  findLearners,
  type Learner,
  type LearnerRecords,
  loadRecords,
} from '../assessment/index.ts';
import { type Award, findPublicAward, shownFor } from '../awards/index.ts';
import { type Credential, findCredentialOfAward } from '../credentials/index.ts';
import { type Achievement, findAchievement, loadPublished, type PublishedCurriculum } from '../curriculum/index.ts';
import { findIssuer, type Issuer } from '../issuers/index.ts';
import { problem } from '../platform/problem.ts';
import type { Guarded } from '../privacy/index.ts';

/** A badge with everything that its page shows around the signed statement. */
export interface LoadedBadge {
  readonly award: Award;
  readonly credential: Credential;
  readonly achievement: Achievement;
  readonly issuer: Issuer;
  readonly learner: Learner;
  readonly completion?: Completion | undefined;
  readonly assessment?: Assessment | undefined;
  readonly records: LearnerRecords;
  readonly curriculum: PublishedCurriculum;
}

/** @throws {Problem} `not-found`; `gone` when its holder was erased */
export async function loadCredential(on: Guarded, id: string): Promise<Credential> {
  const credential = await findCredentialOfAward(on, on.database, id);
  if (credential === undefined) throw problem('not-found', 'There is no such badge.');
  return credential;
}

/** @throws {Problem} `not-found`; `gone` when its holder was erased */
export async function loadBadge(on: Guarded, id: string): Promise<LoadedBadge> {
  const credential = await loadCredential(on, id);
  const award = await findPublicAward(on.database, id);
  if (award === undefined) throw problem('not-found', 'There is no such badge.');
  const { issuerId, learnerId } = award;
  const [learner] = await findLearners(on, on.database, issuerId, [learnerId]);
  const achievement = await findAchievement(on.database, award.achievementId);
  const issuer = await findIssuer(on.database, issuerId);
  if (learner === undefined || achievement === undefined || issuer === undefined)
    throw new Error(`award ${id} refers to something that is not there`);
  return {
    award,
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
