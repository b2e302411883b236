export { addDuration } from './duration.ts';
export { type Decision, type Earned, earn, keyOfBasis, restsOnSeveral } from './earn.ts';
export { judge } from './judge.ts';
export { loadRecords } from './load-records.ts';
export type { Missing } from './missing.ts';
export { type RecordedCompletion, recordCompletion } from './record-completion.ts';
export { recordPartialProof } from './record-partial-proof.ts';
export type { LearnerRecords, Standing } from './records.ts';
export { type CompletionReport, day, type PartialProofReport, reportCompletion, reportPartialProof } from './schema.ts';
export {
  type AssessmentRow as Assessment,
  type CompletionRow as Completion,
  type LearnerRow as Learner,
  lockLearner,
  lockLearners,
  markRedeemed,
  recordsAtStation,
  selectAssessment,
  selectAssessmentsOf,
  selectCompletion as findCompletion,
  selectLearners as findLearners,
} from './store.ts';
export { type Basis, measure } from './yardstick.ts';
