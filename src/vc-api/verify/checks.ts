import { checkProofsHere, type Judging, type Sources, sourcesOf } from '../../verification/index.ts';
import type { Flaw } from '../model/flaw.ts';

/** What may be asked for. `proof` is always checked. */
export const checkNames = ['proof', 'issuer', 'credentialStatus', 'validity'] as const;
export type CheckName = (typeof checkNames)[number];

/** What came of a credential or a presentation. */
export interface Findings {
  /** Empty: everything that was asked for holds. */
  readonly flaws: readonly Flaw[];
  /** What was not looked at, or is unusual. */
  readonly warnings: readonly string[];
}

/** All that one verification needs of the world. */
export interface Verifying {
  readonly sources: Sources;
  readonly checkProofs: NonNullable<Judging['checkProofs']>;
  readonly checks: readonly CheckName[];
}

/** Opens one verification. Our own record of keys that were compromised later is for badges; here such a key proves nothing. */
export function verifying(on: Judging, checks: readonly CheckName[]): Verifying {
  return {
    sources: sourcesOf(on, async () => undefined),
    checkProofs: on.checkProofs ?? checkProofsHere,
    checks,
  };
}

/** What the answer says of checks that nobody asked for. */
export function notAsked({ checks }: Verifying): string[] {
  const words: Record<CheckName, string> = {
    proof: 'proof not evaluated',
    issuer: 'issuer binding not evaluated',
    credentialStatus: 'credential status not evaluated',
    validity: 'validity period not evaluated',
  };
  return checkNames.filter((name) => !checks.includes(name)).map((name) => words[name]);
}
