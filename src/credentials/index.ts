export { achievementImageUrl, achievementUrl, badgeUrl } from './addresses.ts';
export { achievementFacts, issuerFacts, languagesOf } from './facts.ts';
export { type Issuing, issueCredential, reissueCredential, statusEntriesOfAward } from './issue.ts';
export { type IssuedJwt, issueJwtCredential } from './issue-jwt.ts';
export { findRecordedIssue } from './recorded-issue.ts';
export { countSignedWith, nextAwardSignedWith } from './signed-with.ts';
export {
  type CredentialRow as Credential,
  selectNewestByUrl as findCredentialByUrl,
  selectNewestOfAward as findCredentialOfAward,
} from './store.ts';
