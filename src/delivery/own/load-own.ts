import {
  type Assessment,
  type Completion,
  type Learner,
  listRecords,
  type PartialProof,
} from '../../assessment/index.ts';
import { type AwardAnswer, describeAwards, listAwardsOfLearner } from '../../awards/index.ts';
import { type Achievement, findAchievement, loadPublished, type PublishedCurriculum } from '../../curriculum/index.ts';
import { findIssuer, type Issuer } from '../../issuers/index.ts';
import {
  type ConsentAnswer,
  type ErasureRequestAnswer,
  type LearnerLink,
  lastErasureRequest,
  learnerOf,
  listConsents,
} from '../../participants/index.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { type Guarded, type PrivacyPolicy, policyOf } from '../../privacy/index.ts';

/** Everything that the own page of a learner tells. */
export interface OwnData {
  readonly link: LearnerLink;
  readonly issuer: Issuer;
  readonly learner: Learner;
  readonly awards: readonly AwardAnswer[];
  /** By id. */
  readonly achievements: ReadonlyMap<string, Achievement>;
  readonly curriculum: PublishedCurriculum;
  readonly completions: readonly Completion[];
  readonly assessments: readonly Assessment[];
  readonly partialProofs: readonly PartialProof[];
  readonly consents: readonly ConsentAnswer[];
  readonly policy: PrivacyPolicy;
  readonly erasure: ErasureRequestAnswer | undefined;
}

/** @throws {Problem} `gone` when the learner was erased */
export async function loadOwn(on: Guarded, caller: IssuerCaller, link: LearnerLink): Promise<OwnData> {
  const { database } = on;
  const { issuerId, learnerId } = link;
  const learner = await learnerOf(on, caller, learnerId);
  const issuer = await findIssuer(database, issuerId);
  if (issuer === undefined) throw new Error(`link ${link.id} is of an issuer that is not there`);
  const rows = await listAwardsOfLearner(database, issuerId, learnerId);
  const achievements = new Map<string, Achievement>();
  for (const id of new Set(rows.map(({ achievementId }) => achievementId))) {
    const achievement = await findAchievement(database, id);
    if (achievement !== undefined) achievements.set(id, achievement);
  }
  const { completions, assessments, partialProofs } = await listRecords(on, database, issuerId, learnerId);
  return {
    link,
    issuer,
    learner,
    awards: (await describeAwards(on, issuerId, rows)).toReversed(),
    achievements,
    curriculum: await loadPublished(database, issuerId),
    // What was corrected is in the export; here it would only confuse.
    completions: completions.filter(({ replacedBy }) => replacedBy === null).toReversed(),
    assessments: assessments.filter(({ replaced }) => !replaced),
    partialProofs,
    consents: await listConsents(on, caller, learnerId),
    policy: await policyOf(database, issuerId),
    erasure: await lastErasureRequest(on, issuerId, learnerId),
  };
}
