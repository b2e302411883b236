export { compromiseRoutes } from './compromise-routes.ts';
export { credentialFormatRoutes } from './credential-format-routes.ts';
export { runPlaybooks } from './playbook.ts';
export { awardRoutes, proposalRoutes, reportRoutes } from './routes.ts';
export type { AwardAnswer, ProposalAnswer } from './schema.ts';
export { shownFor } from './shown.ts';
export { type AwardRow as Award, selectPublicAward as findPublicAward } from './store.ts';
export type { AwardState } from './tables.ts';
