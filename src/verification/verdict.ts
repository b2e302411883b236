/** The overall judgement of a badge. Anything but `valid` means: do not rely on it. */
export const verdicts = [
  'valid',
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

export const checkNames = ['shape', 'proof', 'issuer', 'validity', 'status'] as const;
export type CheckName = (typeof checkNames)[number];

/** What came of one check. `not-checked`: an earlier one failed, so that this one would say nothing. */
export type Outcome = 'passed' | 'failed' | 'unknown' | 'not-checked';

export interface Check {
  readonly name: CheckName;
  readonly outcome: Outcome;
  /** Stable; for programs. */
  readonly code: string;
  /** One sentence; for people. */
  readonly message: string;
  /** JSON Pointer to the place, for a fault in the document. */
  readonly pointer?: string;
  /** The address of the newest issue, for a copy that was replaced by it. */
  readonly newer?: string;
}

export interface Verification {
  readonly verdict: Verdict;
  readonly checks: Check[];
}

/**
 * The verdict of a list of checks. The order is the order of what it would be worst to overlook: a forged badge is not "revoked".
 */
export function verdictOf(checks: readonly Check[]): Verdict {
  const failed = (name: CheckName) => checks.find((check) => check.name === name && check.outcome === 'failed');
  if (failed('shape')) return 'malformed';
  if (failed('proof')) return 'invalid';
  if (failed('issuer')) return 'issuer-not-proven';
  const status = failed('status');
  // The bit of a copy that was issued again is set for good, as the list tells every other verifier.
  const withdrawn = ['revoked', 'replaced', 'key-compromised'];
  if (status !== undefined && withdrawn.includes(status.code)) return 'revoked';
  if (status?.code === 'suspended') return 'suspended';
  if (status !== undefined) return 'invalid';
  const validity = failed('validity');
  if (validity !== undefined) return validity.code === 'expired' ? 'expired' : 'not-yet-valid';
  return checks.every((check) => check.outcome === 'passed') ? 'valid' : 'unknown';
}
