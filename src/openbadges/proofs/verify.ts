import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import jsigs from 'jsonld-signatures';
import { documentLoader } from '../document-loader.ts';
import type { DataIntegrityProof as Proof } from '../model.ts';
import { parseDateTimeStamp } from '../moment.ts';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { type ControllerDocument, type KeyFault, keyOfProof, type ProofKey } from './proof-key.ts';

/** What came of a proof. The list is closed. */
export type ProofCode =
  | 'proof-verified'
  | 'no-proof'
  | 'malformed-proof'
  | 'unsupported-proof'
  | 'wrong-purpose'
  | 'proof-expired'
  | 'proof-from-the-future'
  | KeyFault
  | 'not-processable'
  | 'signature-mismatch';

/** One proof of a document. */
export interface ProofResult {
  readonly code: ProofCode;
  readonly verificationMethod?: string;
}

/** All proofs together: `code` and `verificationMethod` are those of the first that failed, or else of the one that says most. */
export interface ProofOutcome extends ProofResult {
  readonly verified: boolean;
  readonly proofs: readonly ProofResult[];
}

/** More proofs than this are not looked at (threats.md §2.6). */
const mostProofs = 4;

/** How far the clock of a signer may run ahead (threats.md §2.7). */
const clockSkew = 5 * 60_000;

/**
 * Verifies every proof of a document (Data Integrity §4.4): all must hold, and there must be at least one. The stock libraries are content
 * with any one good proof, and do not look at the key itself nor at times; all of that is checked here. A chain of proofs
 * (`previousProof`) is not supported and fails.
 * @param document with `proof` as object or array
 * @param controllers documents of the controllers of keys that may have signed, by their id
 * @param now the moment of verifying; without it, proofs from the future and expired proofs are not noticed
 * @returns when several proofs hold, the `verificationMethod` of one by the issuer of the document, if there is one
 */
export async function verifyProofs(
  document: JsonObject,
  controllers: ReadonlyMap<string, ControllerDocument>,
  { now }: { now?: Date } = {},
): Promise<ProofOutcome> {
  const proofs = [document.proof ?? []].flat();
  if (proofs.length === 0) return { verified: false, code: 'no-proof', proofs: [] };
  if (proofs.length > mostProofs) return { verified: false, code: 'malformed-proof', proofs: [] };
  const results: ProofResult[] = [];
  for (const proof of proofs) results.push(await verifyOne(document, proof, controllers, now));
  const failed = results.find(({ code }) => code !== 'proof-verified');
  if (failed !== undefined) return { ...failed, verified: false, proofs: results };
  const issuersOwn = controllers.get(issuerOf(document))?.assertionMethod ?? [];
  const telling = results.find(({ verificationMethod = '' }) => issuersOwn.includes(verificationMethod)) ?? results[0];
  return { code: 'proof-verified', ...telling, verified: true, proofs: results };
}

async function verifyOne(
  document: JsonObject,
  proof: unknown,
  controllers: ReadonlyMap<string, ControllerDocument>,
  now: Date | undefined,
): Promise<ProofResult> {
  if (!isWellFormed(proof)) return { code: 'malformed-proof' };
  const { verificationMethod } = proof;
  const suite = suiteFor(proof);
  if (suite === undefined) return { code: 'unsupported-proof', verificationMethod };
  if (proof.proofPurpose !== 'assertionMethod') return { code: 'wrong-purpose', verificationMethod };
  const untimely = timeFault(proof, now);
  if (untimely !== undefined) return { code: untimely, verificationMethod };
  const key = keyOfProof(proof, controllers);
  if (typeof key === 'string') return { code: key, verificationMethod };
  return { code: await verifySignature({ ...document, proof }, suite, key), verificationMethod };
}

/** The members that every proof needs. `z` and 64 bytes in base58: the stock suite would also take base64url, the specification does not. */
function isWellFormed(proof: unknown): proof is Proof {
  return (
    isObject(proof) &&
    typeof proof.type === 'string' &&
    typeof proof.verificationMethod === 'string' &&
    typeof proof.proofValue === 'string' &&
    /^z[1-9A-HJ-NP-Za-km-z]{80,90}$/.test(proof.proofValue) &&
    (proof.created === undefined || typeof proof.created === 'string') &&
    (proof.expires === undefined || typeof proof.expires === 'string')
  );
}

function suiteFor({ type, cryptosuite: name }: Proof): object | undefined {
  if (type === 'DataIntegrityProof' && name === 'eddsa-rdfc-2022') return new DataIntegrityProof({ cryptosuite });
  if (type === 'Ed25519Signature2020') return new Ed25519Signature2020();
  return undefined;
}

function timeFault({ created, expires }: Proof, now: Date | undefined): ProofCode | undefined {
  const [made, end] = [parseDateTimeStamp(created), parseDateTimeStamp(expires)];
  if (expires !== undefined && end === undefined) return 'malformed-proof';
  const reference = now?.getTime() ?? made;
  if (end !== undefined && reference !== undefined && reference > end) return 'proof-expired';
  return now !== undefined && made !== undefined && made > now.getTime() + clockSkew
    ? 'proof-from-the-future'
    : undefined;
}

async function verifySignature(document: JsonObject, suite: object, { controller, method }: ProofKey) {
  const keyDocument = { '@context': 'https://w3id.org/security/multikey/v1', ...method, type: 'Multikey' };
  const { verified, error } = await jsigs.verify(document, {
    suite,
    purpose: new jsigs.purposes.AssertionProofPurpose({ controller }),
    documentLoader: documentLoader(new Map([[method.id, keyDocument]])),
  });
  if (verified) return 'proof-verified';
  // JSON-LD refuses terms that no context defines: they would not be covered. That is another fault than a signature that does not fit.
  return error?.errors?.some(({ name }) => name.startsWith('jsonld.')) ? 'not-processable' : 'signature-mismatch';
}

function issuerOf({ issuer }: JsonObject): string {
  return String(isObject(issuer) ? issuer.id : issuer);
}
