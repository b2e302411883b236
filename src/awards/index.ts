export { withdrawAward } from './change-state.ts';
export { describeAward } from './read.ts';
export { awardRoutes, proposalRoutes, reportRoutes } from './routes.ts';
export { type AwardAnswer, type ProposalAnswer, withdrawal as withdrawalShape } from './schema.ts';
export { shownFor } from './shown.ts';
export { type AwardRow as Award, selectPublicAward as findPublicAward } from './store.ts';
export type { AwardState } from './tables.ts';
