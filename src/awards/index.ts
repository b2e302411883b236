export { withdrawAward } from './change-state.ts';
export { compromiseKey, countReissuable, describeKey, startReissue } from './compromise.ts';
export { compromiseRoutes } from './compromise-routes.ts';
export { compromise as compromiseShape, type KeyAnswer } from './compromise-schema.ts';
export { credentialFormatRoutes } from './credential-format-routes.ts';
export { eraseAwardsOf } from './erase-awards.ts';
export { runPlaybooks } from './playbook.ts';
export { describeAward, describeAwards, describeProposals } from './read.ts';
export { reinstateAward } from './reinstate.ts';
export { awardRoutes, proposalRoutes, reportRoutes } from './routes.ts';
export {
  type AwardAnswer,
  awardShape,
  type ProposalAnswer,
  proposalShape,
  reinstatement as reinstatementShape,
  withdrawal as withdrawalShape,
} from './schema.ts';
export { confirmationOf, sealAwardsOf } from './seal-awards.ts';
export { type Shared, sharingOf } from './sharing.ts';
export { shownFor } from './shown.ts';
export {
  type AwardRow as Award,
  selectAwardsById as findAwards,
  selectAwardsOfLearner as listAwardsOfLearner,
  selectProposalsOfLearner as listProposalsOfLearner,
  selectPublicAward as findPublicAward,
  selectWithdrawnIds as listWithdrawnAwards,
  upsertSharing as keepSharing,
  upsertSharingDefault as keepSharingDefault,
} from './store.ts';
export type { AwardState, Confirmation } from './tables.ts';
