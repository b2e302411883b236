export type { LearnerSeal } from './learner-seal.ts';
export { type PrivacyPolicy, policyOf } from './policy.ts';
export { type BlindIndex, createPrivacy, type Guarded, type Privacy } from './privacy.ts';
export { privacyRoutes } from './routes.ts';
export {
  type ErasedLearner,
  insertErasedLearner as keepErasure,
  lockedKeyOf,
  selectErasedLearners as listErasures,
  selectRetentionPolicies as listRetentionPolicies,
} from './store.ts';
export type { BadgesOnErasure } from './tables.ts';
export { wrappedPrivacyKeys } from './wrapped-privacy-keys.ts';
