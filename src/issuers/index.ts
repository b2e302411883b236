export { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
export { createAuthenticate } from './authenticate.ts';
export type { Custody } from './custody/custody.ts';
export { openLocalCustody } from './custody/local.ts';
export { open, seal } from './custody/sealed-box.ts';
export { type DidDocument, didDocument, verificationMethodOf } from './did-document.ts';
export { createIssuer, createSigningKey, listSigningKeys, toIssuerAnswer } from './issuers.ts';
export { createKeyring, type Keyring, type SigningKey } from './keyring.ts';
export { issuerRoutes, operatorRoutes, publicIssuerRoutes } from './routes.ts';
export { createApiKey as createApiKeyShape, createIssuer as createIssuerShape, type IssuerProfile } from './schema.ts';
export { staffRoutes } from './staff/routes.ts';
export {
  type IssuerRow as Issuer,
  selectIssuer as findIssuer,
  selectIssuerByDid as findIssuerByDid,
  selectIssuerBySlug as findIssuerBySlug,
  selectIssuers as listIssuers,
  selectSigningKeys as listKeysOfIssuer,
} from './store.ts';
