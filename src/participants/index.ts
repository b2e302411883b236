export { giveConsent, listConsents, showName } from './consents.ts';
export { lastErasureRequest, requestErasure, takeBackErasure } from './erasure-requests.ts';
export { consentHolding, erasureRequestHolding, linkHolding } from './holding.ts';
export { createLearnerLink, issueLearnerLink, type LearnerLink, openLearnerLink } from './links.ts';
export { learnerOf } from './person.ts';
export { participantRoutes } from './routes.ts';
export {
  type ConsentAnswer,
  consentShape,
  createLink as createLinkShape,
  type ErasureRequestAnswer,
  erasureRequestShape,
} from './schema.ts';
export { type SharingWish, share, withdrawConsent } from './share.ts';
