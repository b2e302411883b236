export { type Erasure, eraseLearner } from './erase.ts';
export { exportLearner } from './export.ts';
export type { Holding, LearnerName, Learning } from './holdings.ts';
export { learnerOf, toLearnerAnswer } from './read.ts';
export { type ErasureToReplay, type Replayed, replayErasures } from './replay-erasures.ts';
export { applyRetention } from './retention.ts';
export { learnerRoutes } from './routes.ts';
export { sealEverythingOf, sealLearnerData } from './seal.ts';
