export { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
export { createAuthenticate } from './authenticate.ts';
export type { Custody } from './custody/custody.ts';
export { openLocalCustody } from './custody/local.ts';
export { openCustody } from './custody/open.ts';
export { type Rewrapping, rewrapKeys, type WrappedKeys } from './custody/rewrap.ts';
export { open, seal } from './custody/sealed-box.ts';
export { type DidDocument, didDocument, keyDocument, verificationMethodOf } from './did-document.ts';
export { createIssuer, toIssuerAnswer } from './issuers.ts';
export { keyAnswer, keyUrl, wasActive } from './key-answer.ts';
export { activateDueKeys, activateKey, createSigningKey, listSigningKeys, retireKey } from './key-life.ts';
export { keyRoutes, operatorKeyRoutes, publicKeyRoutes } from './key-routes.ts';
export { createKeyring, type Keyring, type SigningKey, signingMoment } from './keyring.ts';
export { markCompromised } from './mark-compromised.ts';
export { rewrapRoutes } from './rewrap-routes.ts';
export { issuerRoutes, operatorRoutes } from './routes.ts';
export {
  createApiKey as createApiKeyShape,
  createIssuer as createIssuerShape,
  createSigningKey as createSigningKeyShape,
  type IssuerProfile,
  signingKey as signingKeyShape,
} from './schema.ts';
export { roles } from './staff/roles.ts';
export { staffRoutes } from './staff/routes.ts';
export {
  addStaffMember as addStaffMemberShape,
  changeStaffMember as changeStaffMemberShape,
} from './staff/schema.ts';
export { addStaffMember, changeRole, listStaff, removeStaffMember } from './staff/staff.ts';
export {
  type IssuerRow as Issuer,
  type SigningKeyRow as IssuerKey,
  selectActiveKeyIds as listActiveKeys,
  selectIssuer as findIssuer,
  selectIssuerByDid as findIssuerByDid,
  selectIssuerBySlug as findIssuerBySlug,
  selectIssuers as listIssuers,
  selectSigningKey as findKey,
  selectSigningKeys as listKeysOfIssuer,
} from './store.ts';
export { unusableKeys } from './unusable-keys.ts';
export { wrappedSigningKeys } from './wrapped-signing-keys.ts';
