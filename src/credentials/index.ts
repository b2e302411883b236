export { achievementImageUrl, achievementUrl, badgeUrl } from './addresses.ts';
export { achievementFacts, issuerFacts, languagesOf } from './facts.ts';
export { type Issuing, issueCredential, reissueCredential } from './issue.ts';
export {
  awardsSignedBy,
  type CredentialRow as Credential,
  selectNewestByUrl as findCredentialByUrl,
  selectNewestOfAward as findCredentialOfAward,
  selectPlacesOfAwards as statusPlacesOfAwards,
} from './store.ts';
