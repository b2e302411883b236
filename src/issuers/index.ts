export { createAuthenticate } from './api-keys.ts';
export type { Custody } from './custody/custody.ts';
export { openLocalCustody } from './custody/local.ts';
export { type DidDocument, didDocument, verificationMethodOf } from './did-document.ts';
export { createKeyring, type Keyring, type SigningKey } from './keyring.ts';
export { issuerRoutes, operatorRoutes, publicIssuerRoutes } from './routes.ts';
export type { IssuerProfile } from './schema.ts';
export {
  type IssuerRow as Issuer,
  selectActiveKeyIds as listActiveKeys,
  selectIssuer as findIssuer,
  selectIssuerByDid as findIssuerByDid,
  selectIssuerBySlug as findIssuerBySlug,
  selectIssuers as listIssuers,
  selectSigningKeys as listKeysOfIssuer,
} from './store.ts';
