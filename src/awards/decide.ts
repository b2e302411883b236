import { type Decision, earn, type Learner, type LearnerRecords, loadRecords } from '../assessment/index.ts';
import type { Achievement, PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Guarded } from '../privacy/index.ts';
import { olderAchievements } from './older-achievements.ts';
import { standingFrom } from './standing.ts';
import { type AwardRow, selectAwardsOfLearner } from './store.ts';

/** What a learner has a right to, and all that it was decided from. */
export interface Decided {
  /** The awards of the learner. */
  readonly held: readonly AwardRow[];
  readonly records: LearnerRecords;
  readonly older: readonly Achievement[];
  readonly decisions: readonly Decision[];
}

/** Decides, from everything that is recorded about a learner as it stands in this transaction. */
export async function decide(
  on: Guarded,
  tx: Transaction,
  curriculum: PublishedCurriculum,
  learner: Learner,
): Promise<Decided> {
  const held = await selectAwardsOfLearner(tx, learner.issuerId, learner.id);
  const records = await loadRecords(on, tx, learner.issuerId, learner.id, standingFrom(held));
  const older = await olderAchievements(tx, curriculum, records);
  return { held, records, older, decisions: earn(curriculum, records, older) };
}
