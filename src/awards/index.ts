export { awardRoutes, proposalRoutes, reportRoutes } from './routes.ts';
export type { AwardAnswer, ProposalAnswer } from './schema.ts';
export { shownFor } from './shown.ts';
export {
  type AwardRow as Award,
  selectPublicAward as findPublicAward,
  selectWithdrawnIds as listWithdrawnAwards,
} from './store.ts';
export type { AwardState } from './tables.ts';
