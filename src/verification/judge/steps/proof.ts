import { type ControllerDocument, isObject, type JsonObject, type ProofOutcome } from '../../../openbadges/index.ts';
import { type Compromised, judgeCompromised } from '../compromised.ts';
import { issuerOf } from '../issuer-of.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';
import { issuerNotProven } from './issuer.ts';
import { untimelyProof } from './validity.ts';

/** What came of the signatures, and what the next steps need of it. */
export interface JudgedProof {
  readonly check: Check;
  readonly outcome: ProofOutcome;
  /** The issuer's own list of keys, when it could be had. */
  readonly controller?: ControllerDocument | undefined;
  /** Set for a badge of a key that was compromised later and that is in our own record. */
  readonly compromised?: Compromised | undefined;
  /** Set when the proof is sound but not of this moment. */
  readonly untimely?: Check | undefined;
}

/** At most this many controllers are looked up for one badge: the issuer, and those of four proofs. */
const mostControllers = 5;

/** Checks the signatures of a badge against the keys that their controllers list themselves (VC Data Integrity §4.4). */
export async function judgeProof(document: JsonObject, from: Sources): Promise<JudgedProof> {
  const named = await controllersFor(document, from);
  const controller = named.get(issuerOf(document));
  const now = from.now;
  let outcome = await from.proofs(document, named, now);
  // A key that the issuer has withdrawn proves nothing by itself; our own record of what was issued, and when, may (threats.md §6).
  let compromised: Compromised | undefined;
  if (outcome.code === 'key-revoked') {
    compromised = await judgeCompromised(document, named, from);
    if (compromised === undefined) return { check: check('proof', 'failed', 'key-compromised'), outcome };
    outcome = compromised.proof;
  }
  const untimely = untimelyProof(outcome.code);
  if (untimely !== undefined) outcome = await from.proofs(document, named);
  return { check: proofCheck(outcome, controller !== undefined), outcome, controller, compromised, untimely };
}

function proofCheck({ verified, code }: ProofOutcome, issuerResolved: boolean): Check {
  if (verified) return check('proof', 'passed', 'proof-verified');
  // A key nobody lists is no proof of tampering: the signature could not be checked against anything.
  if (code === 'unknown-key') return issuerNotProven(issuerResolved);
  if (code === 'proof-expired' || code === 'proof-from-the-future') return check('proof', 'failed', 'malformed-proof');
  return check('proof', code === 'too-costly' ? 'not-checked' : 'failed', code);
}

/** The controllers of the keys that the proofs name: the part before `#`. */
async function controllersFor(document: JsonObject, from: Sources) {
  const proofs = [document.proof ?? []].flat().filter(isObject);
  const ids = new Set([
    issuerOf(document),
    ...proofs.map(({ verificationMethod }) => String(verificationMethod).split('#')[0] ?? ''),
  ]);
  const controllers = new Map<string, ControllerDocument>();
  for (const id of [...ids].slice(0, mostControllers)) {
    const controller = await from.controller(id);
    if (typeof controller !== 'string') controllers.set(id, controller);
  }
  return controllers;
}
