export { achievementImageUrl, achievementUrl, badgeUrl } from './addresses.ts';
export { achievementFacts, issuerFacts, languagesOf } from './facts.ts';
export { type Issuing, issueCredential, reissueCredential } from './issue.ts';
export { type IssuedJwt, issueJwtCredential } from './issue-jwt.ts';
export { logCredential, logWithdrawal } from './log.ts';
export { logLateTask } from './log-late.ts';
export { findRecordedIssue } from './recorded-issue.ts';
export { sealCredentialsOf } from './seal.ts';
export { countSignedWith, nextAwardSignedWith } from './signed-with.ts';
export {
  awardsSignedBy,
  type CredentialRow as Credential,
  selectIsPlaceOfBadge as isPlaceOfBadge,
  selectIssueOfAward as findIssueOfAward,
  selectNewestByUrl as findCredentialByUrl,
  selectNewestOfAward as findCredentialOfAward,
  selectOpenedIssues as listCredentialsOfAward,
  selectPlacesOfAwards as statusPlacesOfAwards,
} from './store.ts';
