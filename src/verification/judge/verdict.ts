import type { JsonObject } from '../../openbadges/index.ts';
import type { Kind, Securing } from './kinds.ts';
import { type ReasonCode, reasons } from './reasons.ts';
import { websiteOf } from './website-of.ts';

/** The overall judgement of a badge. Anything but the first two means: do not rely on it. */
export const verdicts = [
  'valid',
  'valid-with-warnings',
  'revoked',
  'suspended',
  'expired',
  'not-yet-valid',
  'invalid',
  'malformed',
  'issuer-not-proven',
  'unknown',
] as const;
export type Verdict = (typeof verdicts)[number];

/** The steps of judging, in their order (Open Badges 3.0 §9.1, with ours). */
export const stepNames = [
  'input',
  'shape',
  'proof',
  'issuer',
  'refresh',
  'validity',
  'status',
  'recipient',
  'endorsements',
  'credentials',
] as const;
export type StepName = (typeof stepNames)[number];

/** Steps that say something of every badge; the others only of a badge, or a question, that asks for them. */
const requiredSteps: readonly StepName[] = ['input', 'shape', 'proof', 'issuer', 'validity', 'status'];

/**
 * What came of one step. `not-checked`: it would say nothing because an earlier one failed (code `not-checked`), or what it needs could not
 * be had (any other code).
 */
export const outcomes = ['passed', 'failed', 'warning', 'not-checked'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Check {
  readonly name: StepName;
  readonly outcome: Outcome;
  /** Stable; for programs. */
  readonly code: ReasonCode;
  /** Where the rule is written. */
  readonly clause: string;
  /** One sentence in each language; for people. */
  readonly message: { readonly nl: string; readonly en: string };
  /** What exactly, in technical English. */
  readonly detail?: string;
  /** JSON Pointer to the place, for a fault in the document. */
  readonly pointer?: string;
  /** The address of the newest issue, for a copy that was replaced by it. */
  readonly newer?: string;
}

/** One signature, with what came of it; `code` as the port `proofs` gives it. */
export interface JudgedSignature {
  readonly code: string;
  readonly verificationMethod?: string;
  readonly cryptosuite?: string;
}

/** What came of a statement inside a badge by somebody who vouches for it. */
export interface JudgedEndorsement {
  readonly verdict: Verdict;
  /** Whom it names as its issuer, and whom it is about: only what its signature covers, so absent when that does not fit. */
  readonly issuer?: string;
  readonly subject?: string;
  readonly checks: Check[];
}

/** Who signed, proven by a key that the issuer itself lists. */
export interface ProvenIssuer {
  readonly id: string;
  /** Where it is at home: all that is proven of who it is. Absent: it is a key alone, and its name is its own word. */
  readonly website?: string;
}

export interface Verification {
  readonly verdict: Verdict;
  readonly checks: Check[];
  /** Absent when it could not be established. */
  readonly kind?: Kind;
  readonly securing?: Securing;
  readonly proofs?: JudgedSignature[];
  /** Absent when it is not proven. */
  readonly issuer?: ProvenIssuer;
  readonly endorsements?: JudgedEndorsement[];
  /** The badges inside a Comprehensive Learner Record, each judged by itself. */
  readonly credentials?: Verification[];
  /**
   * The document that was judged, as its signature covers it; only when that fits (threats.md §2.12). For pages and programs inside; answers
   * over HTTP leave it out.
   */
  readonly credential?: JsonObject;
}

/** One step's outcome, with the clause and the sentences that belong to its reason. */
export function check(
  name: StepName,
  outcome: Outcome,
  code: ReasonCode,
  more: Pick<Check, 'detail' | 'pointer' | 'newer'> = {},
): Check {
  const { clause, nl, en } = reasons[code];
  return { name, outcome, code, clause, message: { nl, en }, ...more };
}

/** Completes the list, so that a reader always finds every step that is always taken, and concludes. */
export function concluded(checks: readonly Check[], more: Omit<Verification, 'verdict' | 'checks'> = {}): Verification {
  const rest = requiredSteps
    .filter((name) => !checks.some((done) => done.name === name))
    .map((name) => check(name, 'not-checked', 'not-checked'));
  const inOrder = [...checks, ...rest].toSorted((a, b) => stepNames.indexOf(a.name) - stepNames.indexOf(b.name));
  return { verdict: verdictOf(checks), checks: inOrder, ...more };
}

/** The issuer of what was proven. */
export function provenIssuer(id: string): ProvenIssuer {
  const website = websiteOf(id);
  return { id, ...(website !== undefined && { website }) };
}

/** The bit of a copy that was issued again is set for good, as the list tells every other verifier. */
const withdrawn: readonly ReasonCode[] = ['revoked', 'replaced', 'key-compromised'];

/**
 * The verdict of a list of checks. The order is the order of what it would be worst to overlook: a forged badge is not "revoked".
 */
export function verdictOf(checks: readonly Check[]): Verdict {
  const failed = (name: StepName) => checks.find((each) => each.name === name && each.outcome === 'failed');
  if (failed('input') || failed('shape')) return 'malformed';
  if (failed('proof')) return 'invalid';
  if (failed('issuer')) return 'issuer-not-proven';
  const status = failed('status');
  if (status !== undefined && withdrawn.includes(status.code)) return 'revoked';
  if (status?.code === 'suspended') return 'suspended';
  if (status !== undefined || failed('refresh') || failed('recipient')) return 'invalid';
  const validity = failed('validity');
  if (validity !== undefined) return validity.code === 'expired' ? 'expired' : 'not-yet-valid';
  const settled = (name: StepName) =>
    checks.some((each) => each.name === name && (each.outcome === 'passed' || each.outcome === 'warning'));
  // A question that was asked and could not be answered is no "valid" either.
  if (!requiredSteps.every(settled) || checks.some(({ outcome }) => outcome === 'not-checked')) return 'unknown';
  return checks.some(({ outcome }) => outcome === 'warning') ? 'valid-with-warnings' : 'valid';
}
