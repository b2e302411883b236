export { addDuration } from './duration.ts';
export { type Decision, type Earned, earn, keyOfBasis, restsOnSeveral } from './earn.ts';
export { forgetPerson, selectInactiveLearners as listInactiveLearners } from './erase-learner.ts';
export { judge } from './judge.ts';
export { loadRecords } from './load-records.ts';
export type { Missing } from './missing.ts';
export { type RecordedCompletion, recordCompletion } from './record-completion.ts';
export { recordPartialProof } from './record-partial-proof.ts';
export type { LearnerRecords, Standing } from './records.ts';
export { type CompletionReport, day, type PartialProofReport, reportCompletion, reportPartialProof } from './schema.ts';
export { lockUnsealedLearners, sealLearner } from './seal-learner.ts';
export type { Assessment, Completion, Learner, PartialProof } from './sealed.ts';
export {
  lockLearner,
  lockLearners,
  markRedeemed,
  recordsAtStation,
  searchLearners,
  selectAssessment,
  selectAssessmentsOf,
  selectCompletion as findCompletion,
  selectEverything as listRecords,
  selectLearnerPage as listLearners,
  selectLearners as findLearners,
} from './store.ts';
export { type Basis, measure } from './yardstick.ts';
