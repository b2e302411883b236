import { parseDateTimeStamp } from '../moment.ts';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { NotProcessable } from './canonize.ts';
import { followedBy } from './chain.ts';
import { type ControllerDocument, type KeyFault, keyOfProof, type ProofPurpose } from './proof-key.ts';
import { suiteOf } from './suites/registry.ts';
import type { Proof, Suite } from './suites/suite.ts';

/** What came of a proof. The list is closed. */
export type ProofCode =
  | 'proof-verified'
  | 'no-proof'
  | 'malformed-proof'
  | 'unsupported-proof'
  | 'base-proof'
  | 'wrong-purpose'
  | 'wrong-domain'
  | 'wrong-challenge'
  | 'proof-expired'
  | 'proof-from-the-future'
  | KeyFault
  | 'wrong-key-type'
  | 'previous-proof-missing'
  | 'not-processable'
  | 'too-costly'
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

/** What a verifier knows and wants of the proofs. */
export interface ProofTerms {
  /** The moment of verifying; without it, proofs from the future and expired proofs are not noticed. */
  readonly now?: Date;
  /** What the proofs must have been made for; making statements, unless said otherwise. */
  readonly purpose?: ProofPurpose;
  /** When given, a proof must name this domain (VC Data Integrity §4.4). */
  readonly domain?: string;
  /** When given, a proof must repeat this challenge (VC Data Integrity §4.4). */
  readonly challenge?: string;
}

/**
 * Verifies every proof of a document, sets and chains (VC Data Integrity §4.4 and §4.5): all must hold, and there must be at least one. A
 * proof that follows others (`previousProof`) is verified over the document with those. The stock libraries are content with any one good
 * proof, and look neither at the key itself nor at times nor at what follows what; all of that is checked here.
 * @param document with `proof` as object or array
 * @param controllers documents of the controllers of keys that may have signed, by their id
 * @returns when several proofs hold, the `verificationMethod` of one by the issuer of the document, if there is one
 */
export async function verifyProofs(
  document: JsonObject,
  controllers: ReadonlyMap<string, ControllerDocument>,
  terms: ProofTerms = {},
): Promise<ProofOutcome> {
  const { proof, ...unsecured } = document;
  const proofs = [proof ?? []].flat();
  if (proofs.length === 0) return { verified: false, code: 'no-proof', proofs: [] };
  if (proofs.length > mostProofs) return { verified: false, code: 'malformed-proof', proofs: [] };
  const results: ProofResult[] = [];
  const others = proofs.filter(isObject);
  for (const each of proofs) results.push(await verifyOne({ unsecured, proofs: others }, each, controllers, terms));
  const failed = results.find(({ code }) => code !== 'proof-verified');
  if (failed !== undefined) return { ...failed, verified: false, proofs: results };
  const issuersOwn = controllers.get(issuerOf(document))?.assertionMethod ?? [];
  const telling = results.find(({ verificationMethod = '' }) => issuersOwn.includes(verificationMethod)) ?? results[0];
  return { code: 'proof-verified', ...telling, verified: true, proofs: results };
}

interface Secured {
  readonly unsecured: JsonObject;
  readonly proofs: readonly JsonObject[];
}

async function verifyOne(
  secured: Secured,
  proof: unknown,
  controllers: ReadonlyMap<string, ControllerDocument>,
  terms: ProofTerms,
): Promise<ProofResult> {
  if (!isWellFormed(proof)) return { code: 'malformed-proof' };
  const suite = await suiteOf(proof);
  const code = suite === undefined ? 'unsupported-proof' : await judged(secured, proof, suite, controllers, terms);
  return { code, verificationMethod: proof.verificationMethod };
}

async function judged(
  { unsecured, proofs }: Secured,
  proof: Proof,
  suite: Suite,
  controllers: ReadonlyMap<string, ControllerDocument>,
  terms: ProofTerms,
): Promise<ProofCode> {
  // 1 What can be seen without any key: form, purpose, times, and for whom it was made.
  const fault = formFault(proof, suite) ?? termsFault(proof, terms) ?? timeFault(proof, suite, terms.now);
  if (fault !== undefined) return fault;
  // 2 The key, from its own controller; of a kind that the suite signs with.
  const { purpose = 'assertionMethod', now } = terms;
  const at = momentOf(proof.created, suite) ?? now?.getTime();
  const found = keyOfProof({ verificationMethod: proof.verificationMethod, at, purpose }, controllers);
  if (typeof found === 'string') return found;
  if (!suite.kinds.includes(found.key.kind)) return 'wrong-key-type';
  // 3 What it was made over: the document, and the proofs that it follows.
  const followed = followedBy({ previousProof: proof.previousProof, id: proof.id }, proofs);
  if (followed === undefined) return 'previous-proof-missing';
  const covered = followed.length === 0 ? unsecured : { ...unsecured, proof: followed };
  try {
    return (await suite.verify(covered, proof, found.key)) ? 'proof-verified' : 'signature-mismatch';
  } catch (error) {
    // A term that no context defines would not be covered. That is another fault than a signature that does not fit.
    if (error instanceof NotProcessable) return 'not-processable';
    throw error;
  }
}

/** The members that every proof needs (VC Data Integrity §2.1). */
function isWellFormed(proof: unknown): proof is Proof {
  return (
    isObject(proof) &&
    ['type', 'verificationMethod', 'proofPurpose', 'proofValue'].every((name) => typeof proof[name] === 'string') &&
    ['id', 'created', 'expires', 'challenge', 'nonce'].every((name) =>
      ['string', 'undefined'].includes(typeof proof[name]),
    )
  );
}

function formFault(proof: Proof, suite: Suite): ProofCode | undefined {
  if (suite.needs.some((name) => proof[name] === undefined)) return 'malformed-proof';
  return suite.valueFault(proof.proofValue);
}

function termsFault(proof: Proof, { purpose = 'assertionMethod', domain, challenge }: ProofTerms) {
  // A challenge without a domain could be carried from one verifier to another (VC Data Integrity §2.1). A verifier of presentations that
  // names no domain of its own has chosen to do without.
  const bare = proof.challenge !== undefined && proof.domain === undefined;
  if (bare && (purpose === 'assertionMethod' || domain !== undefined)) return 'malformed-proof';
  if (proof.proofPurpose !== purpose) return 'wrong-purpose';
  if (domain !== undefined && ![proof.domain].flat().includes(domain)) return 'wrong-domain';
  return challenge !== undefined && proof.challenge !== challenge ? 'wrong-challenge' : undefined;
}

function timeFault(proof: Proof, suite: Suite, now: Date | undefined): ProofCode | undefined {
  const [made, end] = [momentOf(proof.created, suite), momentOf(proof.expires, suite)];
  if ((proof.created !== undefined && made === undefined) || (proof.expires !== undefined && end === undefined))
    return 'malformed-proof';
  const reference = now?.getTime() ?? made;
  if (end !== undefined && reference !== undefined && reference > end) return 'proof-expired';
  return now !== undefined && made !== undefined && made > now.getTime() + clockSkew
    ? 'proof-from-the-future'
    : undefined;
}

function momentOf(text: unknown, { zoneless }: Suite): number | undefined {
  const utc = zoneless && typeof text === 'string' && /T[\d:.]+$/.test(text) ? `${text}Z` : text;
  return parseDateTimeStamp(utc);
}

function issuerOf({ issuer }: JsonObject): string {
  return String(isObject(issuer) ? issuer.id : issuer);
}
