import { findCompletion, type Learner, selectAssessment } from '../assessment/index.ts';
import type { Connection } from '../platform/database.ts';
import type { Guarded } from '../privacy/index.ts';
import type { Shown } from './award.ts';
import type { AwardRow } from './store.ts';

/** Loads the records that the badge of an award shows: the completion of a station, the assessment (and its completion) of a ULO. */
export async function shownFor(
  on: Pick<Guarded, 'privacy'>,
  connection: Connection,
  { issuerId }: { issuerId: string },
  { basis }: Pick<AwardRow, 'basis'>,
  learner: Learner,
): Promise<Shown> {
  const [only, ...others] = basis;
  // A badge that rests on several records shows none of them: not one says it all.
  if (only === undefined || others.length > 0 || only.kind === 'partial-proof') return { learner };
  if (only.kind === 'completion')
    return { learner, completion: await findCompletion(on, connection, issuerId, only.id) };
  const assessment = await selectAssessment(on, connection, issuerId, only.id);
  const completion = assessment && (await findCompletion(on, connection, issuerId, assessment.completionId));
  return { learner, completion, assessment };
}
