import type { Connection } from '../platform/database.ts';
import type { LearnerRecords, Standing } from './records.ts';
import { type Opening, selectPartialProofs, selectStandingAssessments, selectStandingCompletions } from './store.ts';

/**
 * Everything recorded about a learner that counts, corrected records left out.
 * @param standingOf whether what was awarded for a record (by its id) still holds; the awards know, and they live above
 */
export async function loadRecords(
  on: Opening,
  connection: Connection,
  issuerId: string,
  learnerId: string,
  standingOf: (recordId: string) => Standing,
): Promise<LearnerRecords> {
  const completions = await selectStandingCompletions(on, connection, issuerId, learnerId);
  const assessments = await selectStandingAssessments(on, connection, issuerId, learnerId);
  return {
    completions: completions.map((row) => ({ ...row, standing: standingOf(row.id) })),
    assessments: assessments.map((row) => ({ ...row, standing: standingOf(row.id) })),
    partialProofs: await selectPartialProofs(on, connection, issuerId, learnerId),
  };
}
