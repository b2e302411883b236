import { z } from 'zod';
import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from '../model/flaw.ts';
import { type CheckName, checkNames } from './checks.ts';

const optionsShape = z.looseObject({
  checks: z.array(z.enum(checkNames)).optional(),
  domain: z.string().optional(),
  challenge: z.string().optional(),
  expectedProofPurpose: z.string().optional(),
});

/** What proofs are for: statements are made, presentations are signed by who logs in (VC Data Integrity §2.1). */
const purposes = { verifiableCredential: 'assertionMethod', verifiablePresentation: 'authentication' } as const;

/** What the body of a request asks for. Without `checks` only the proof is checked, as the suites of W3C expect; the answer says so. */
export interface Asked {
  readonly subject: unknown;
  readonly checks: readonly CheckName[];
  readonly wanted: { readonly domain?: string; readonly challenge?: string };
  readonly flaws: readonly Flaw[];
}

/** @param member what is to be verified stands there */
export function askedIn(body: unknown, member: keyof typeof purposes): Asked {
  const { options = {}, [member]: subject }: JsonObject = isObject(body) ? body : {};
  const parsed = optionsShape.safeParse(options);
  const { checks = [], domain, challenge, expectedProofPurpose = purposes[member] } = parsed.data ?? {};
  return {
    subject,
    checks: checkNames.filter((name) => name === 'proof' || checks.includes(name)),
    wanted: { ...(domain !== undefined && { domain }), ...(challenge !== undefined && { challenge }) },
    flaws: parsed.success
      ? purposeFlaws(expectedProofPurpose, purposes[member])
      : [flaw([], `options: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not known here`)],
  };
}

/** No proof can hold whose purpose is not the one that is expected (VC Data Integrity §4.4, step 3). */
function purposeFlaws(expected: string, purpose: string): Flaw[] {
  if (expected === purpose) return [];
  return [flaw(['proof'], `wrong-purpose: what is verified here is signed for ${purpose}`, 'PROOF_VERIFICATION_ERROR')];
}
