export type { Custody } from './custody/custody.ts';
export { openLocalCustody } from './custody/local.ts';
export { createAuthenticate } from './api-keys.ts';
export { didDocument, type DidDocument, verificationMethodOf } from './did-document.ts';
export { createKeyring, type Keyring, type SigningKey } from './keyring.ts';
export { issuerRoutes, operatorRoutes, publicIssuerRoutes } from './routes.ts';
export type { IssuerProfile } from './schema.ts';
export {
  type IssuerRow as Issuer,
  selectIssuer as findIssuer,
  selectIssuerByDid as findIssuerByDid,
  selectIssuerBySlug as findIssuerBySlug,
  selectSigningKeys as listKeysOfIssuer,
} from './store.ts';
