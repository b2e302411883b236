import {
  type ControllerDocument,
  isObject,
  type JsonObject,
  type ProofCode,
  type ProofOutcome,
  type ProofResult,
} from '../../../openbadges/index.ts';
import { type Compromised, judgeCompromised } from '../compromised.ts';
import { issuerOf } from '../issuer-of.ts';
import { type Controllers, controllerIdOf, lookUpControllers, withWrittenKeys } from '../lookup.ts';
import type { Sources, Unavailable } from '../sources.ts';
import { type Check, check, type JudgedSignature } from '../verdict.ts';
import { judgeIssuer } from './issuer.ts';
import { untimelyProof } from './validity.ts';

/** What came of the signatures, and what the next steps need of it. */
export interface JudgedProof {
  /** Absent when there was no key to check any signature with; then `issuer` says why. */
  readonly check?: Check;
  /** Absent when the signatures do not hold. */
  readonly issuer?: Check;
  readonly proofs: JudgedSignature[];
  /** Set for a badge of a key that was compromised later and that is in our own record. */
  readonly compromised?: Compromised | undefined;
  /** Set when the proof is sound but not of this moment. */
  readonly untimely?: Check | undefined;
}

/** Codes that are no fault of the signature itself: what to make of them depends on what else is known. */
const open = [
  'proof-verified',
  'unknown-key',
  'unsupported-proof',
  'too-costly',
  'proof-expired',
  'proof-from-the-future',
  'key-revoked',
] as const satisfies readonly ProofCode[];
type Fault = Exclude<ProofCode, (typeof open)[number]>;

/** The types of proof that are known here; what those of other types need is theirs to say. */
const knownTypes: readonly unknown[] = ['DataIntegrityProof', 'Ed25519Signature2020'];

/** Checks all signatures; one of a type that is not known here is just that, however it is written. */
async function checkProofs(
  document: JsonObject,
  controllers: ReadonlyMap<string, ControllerDocument>,
  from: Sources,
  now?: Date,
): Promise<ProofOutcome> {
  const outcome = await from.proofs(document, controllers, now);
  const all = [document.proof ?? []].flat();
  const proofs = outcome.proofs.map((each, index): ProofResult => {
    const proof = all[index];
    const foreign = isObject(proof) && typeof proof.type === 'string' && !knownTypes.includes(proof.type);
    return foreign && each.code === 'malformed-proof' ? { ...each, code: 'unsupported-proof' } : each;
  });
  return { ...outcome, proofs };
}

/** Checks the signatures of a badge against the keys that their controllers list themselves (VC Data Integrity §4.4). */
export async function judgeProof(document: JsonObject, from: Sources): Promise<JudgedProof> {
  // 1 Every signature must hold, by a key that its controller lists.
  const all: unknown[] = [document.proof ?? []].flat();
  const signatures = all.filter(isObject);
  const looked = await lookUpControllers([issuerOf(document), ...signatures.map(controllerNamedBy)], from);
  let controllers = looked.found;
  let outcome = await checkProofs(document, controllers, from, from.now);
  // 2 A key that the issuer has withdrawn proves nothing by itself; our own record of what was issued, and when, may (threats.md §6).
  let compromised: Compromised | undefined;
  if (!hasFault(outcome) && has(outcome, 'key-revoked')) {
    compromised = await judgeCompromised(document, looked.found, from);
    if (compromised === undefined)
      return { check: check('proof', 'failed', 'key-compromised'), proofs: told(outcome, all) };
    outcome = compromised.proof;
  }
  // 3 A key that nobody lists but that is written in the proof shows at least whether something was changed.
  const only = has(outcome, 'unknown-key') ? withWrittenKeys(looked.found, signatures) : undefined;
  if (only !== undefined) {
    controllers = only.controllers;
    outcome = await checkProofs(document, controllers, from, from.now);
  }
  // 4 A signature that is sound but not of this moment makes the badge early or expired, not forged (threats.md §2.7).
  const early = [outcome.code, ...codesOf(outcome)].map(untimelyProof).find((each) => each !== undefined);
  const untimely = hasFault(outcome) ? undefined : early;
  if (untimely !== undefined) outcome = await checkProofs(document, controllers, from);
  const proofs = told(outcome, all);
  // 5 What follows from it all.
  const verdict = conclude(outcome);
  if (verdict?.outcome === 'failed' || verdict?.outcome === 'not-checked') return { check: verdict, proofs };
  const issuer = compromised?.issuer ?? issuerCheck(document, looked, outcome, only?.written ?? new Set());
  return { ...(verdict && { check: verdict }), issuer, proofs, compromised, untimely };
}

function controllerNamedBy({ verificationMethod }: JsonObject): string {
  return controllerIdOf(String(verificationMethod));
}

function codesOf({ code, proofs }: ProofOutcome): readonly ProofCode[] {
  return proofs.length === 0 ? [code] : proofs.map((each) => each.code);
}

function has(outcome: ProofOutcome, code: ProofCode): boolean {
  return codesOf(outcome).includes(code);
}

function isFault(code: ProofCode): code is Fault {
  return !open.some((each) => each === code);
}

function hasFault(outcome: ProofOutcome): boolean {
  return codesOf(outcome).some(isFault);
}

/** The worst of all signatures; nothing when no key could be had for one of them. */
function conclude(outcome: ProofOutcome): Check | undefined {
  const fault = codesOf(outcome).find(isFault);
  if (fault !== undefined) return check('proof', 'failed', fault);
  if (has(outcome, 'key-revoked')) return check('proof', 'failed', 'key-compromised');
  if (has(outcome, 'too-costly')) return check('proof', 'not-checked', 'too-costly');
  if (has(outcome, 'unsupported-proof')) return check('proof', 'not-checked', 'unsupported-proof');
  if (has(outcome, 'proof-expired') || has(outcome, 'proof-from-the-future'))
    return check('proof', 'failed', 'malformed-proof');
  return outcome.verified ? check('proof', 'passed', 'proof-verified') : undefined;
}

/** @param written ids of keys that only the badge itself knows */
function issuerCheck(
  document: JsonObject,
  { found, missing }: Controllers,
  { verified, verificationMethod, proofs }: ProofOutcome,
  written: ReadonlySet<string>,
): Check {
  const id = issuerOf(document);
  const issuer: ControllerDocument | Unavailable = found.get(id) ?? missing.get(id) ?? 'unsupported';
  const mayAssert = typeof issuer === 'string' ? [] : issuer.assertionMethod;
  const used = [verificationMethod, ...proofs.map((each) => each.verificationMethod)].filter(
    (each) => each !== undefined,
  );
  const listed = used.filter((each) => mayAssert.includes(each) && !written.has(each));
  // The issuer lists a key that lives at somebody else's, and that host is down.
  if (!verified && listed.some((each) => missing.get(controllerIdOf(each)) === 'unreachable'))
    return check('issuer', 'not-checked', 'issuer-unreachable');
  return judgeIssuer(issuer, verified && listed.length > 0);
}

function told({ proofs }: ProofOutcome, signatures: readonly unknown[]): JudgedSignature[] {
  return proofs.map(({ code, verificationMethod }, index) => {
    const signature = signatures[index];
    const { type, cryptosuite } = isObject(signature) ? signature : {};
    const suite = cryptosuite ?? type;
    return {
      code,
      ...(verificationMethod !== undefined && { verificationMethod }),
      ...(typeof suite === 'string' && { cryptosuite: suite }),
    };
  });
}
