export {
  BitstringError,
  bitAt,
  decodeBitstring,
  encodeBitstring,
  minimumEntries,
  parseStatusListIndex,
} from './bitstring.ts';
export { buildAchievement } from './build/achievement.ts';
export { buildCredential, credentialContexts } from './build/credential.ts';
export type {
  AchievementFacts,
  AlignmentFacts,
  CredentialFacts,
  CriterionFacts,
  EvidenceFacts,
  ProfileFacts,
  ResultFacts,
} from './build/facts.ts';
export { buildProfile } from './build/profile.ts';
export { buildStatusListCredential } from './build/status-list.ts';
export {
  type DocumentLoader,
  documentLoader,
  pinnedContexts,
  processableContexts,
  UnknownDocument,
} from './document-loader.ts';
export { emailIdentity, identityHash } from './identity-hash.ts';
export { isIdentityOf } from './is-identity-of.ts';
export {
  generateSigningKey,
  type KeyAlgorithm,
  keyAlgorithms,
  type PublicJwk,
  privateKeyOf,
  publicJwkOf,
  type SignatureAlgorithm,
  signatureAlgorithms,
  thumbprintOf,
} from './key-algorithms.ts';
export { decodeEd25519Key, encodeEd25519Key, type GeneratedKey, generateEd25519Key } from './keys.ts';
export type * from './model.ts';
export { parseDateTimeStamp, withoutMilliseconds } from './moment.ts';
export { NotProcessable } from './proofs/canonize.ts';
export {
  type JwtCode,
  type JwtOutcome,
  type JwtTerms,
  signCredentialJwt,
  verifyCredentialJwt,
} from './proofs/credential-jwt.ts';
export { didJwkDocument, didKeyDocument } from './proofs/did-key.ts';
export { meaningFault } from './proofs/expand.ts';
export { type FindKey, type JoseAlgorithm, type ListsKey, openJws } from './proofs/jose/jws.ts';
export { keysOfControllers } from './proofs/jose/listed-keys.ts';
export { verifyPresentationJwt } from './proofs/jose/presentation-jwt.ts';
export { type SdJwtCode, type SdJwtOutcome, verifySdJwt } from './proofs/jose/sd-jwt.ts';
export { type JoseKey, signJose } from './proofs/jose/sign-jose.ts';
export { isSameKey, jwkOf, jwkOfPem, type ReadJws, readJws, verifyJws } from './proofs/jws.ts';
export type { ControllerDocument, ProofPurpose, VerificationMethod } from './proofs/proof-key.ts';
export { publicKeyOfJwk } from './proofs/public-key.ts';
export { type SecretKey, signCredential } from './proofs/sign.ts';
export { type ProvenDocument, type SuiteOptions, signWithSuite } from './proofs/sign-with-suite.ts';
export { type SuiteKey, suiteKeyOfJwk, suiteKeyOfMultikey } from './proofs/suite-key.ts';
export { type ProofCode, type ProofOutcome, type ProofResult, type ProofTerms, verifyProofs } from './proofs/verify.ts';
export { checkShape } from './shape/check-shape.ts';
export { validityOf } from './shape/dates.ts';
export { type Finding, type FindingCode, isObject, type JsonObject } from './shape/finding.ts';
export {
  type Coverage,
  type CredentialKind,
  checkForeignShape,
  coverageOf,
  type ForeignShape,
} from './shape/foreign.ts';
export { parseStrictJson, StrictJsonError, type StrictJsonLimits } from './strict-json.ts';
